/** The file that an export has made. Asana's links to it live an hour, so each is read when it is asked for. */
import { useState } from 'react';
import { useClient } from 'urql';
import { ExportLink } from '../documents/jobs.ts';
import { explain } from '../errors.ts';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';

/** A button that reads a fresh link and follows it. */
export function ExportFile({ gid }: { readonly gid: string }) {
  const client = useClient();
  const [trouble, setTrouble] = useState<string>();
  const [fetching, setFetching] = useState(false);

  async function download(): Promise<void> {
    setFetching(true);
    setTrouble(undefined);
    const { data, error } = await client
      .query(ExportLink, { gid }, { requestPolicy: 'network-only' })
      .toPromise();
    setFetching(false);
    const url = data?.job?.newGraphExport?.downloadUrl ?? data?.job?.newResourceExport?.downloadUrl;
    if (url && /^https?:\/\//.test(url)) location.assign(url);
    else setTrouble(error ? explain(error) : 'Asana has no file to this export any more. Start it again.');
  }

  return (
    <>
      <button type="button" className="primary" disabled={fetching} onClick={() => void download()}>
        <Icon name="export" />
        {fetching ? 'Asking for the file …' : 'Download the file'}
      </button>
      {trouble && (
        <Notice>
          <p>{trouble}</p>
        </Notice>
      )}
    </>
  );
}
