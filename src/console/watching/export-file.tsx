/** The file that an export has made. Asana's links to it live an hour, so each is read when it is asked for. */
import { useState } from 'react';
import { type Client, type CombinedError, useClient } from 'urql';
import { ExportLink, OneOrganizationExport } from '../documents/jobs.ts';
import { explain } from '../errors.ts';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';

/** What made the file. */
export type ExportSource = { readonly job: string } | { readonly organizationExport: string };

/** A button that reads a fresh link and follows it. */
export function ExportFile({ of }: { readonly of: ExportSource }) {
  const client = useClient();
  const [trouble, setTrouble] = useState<string>();
  const [fetching, setFetching] = useState(false);

  async function download(): Promise<void> {
    setFetching(true);
    setTrouble(undefined);
    const { url, error } = await linkOf(client, of);
    setFetching(false);
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

interface ReadLink {
  readonly url: string | null | undefined;
  readonly error: CombinedError | undefined;
}

async function linkOf(client: Client, of: ExportSource): Promise<ReadLink> {
  const fresh = { requestPolicy: 'network-only' } as const;
  if ('job' in of) {
    const { data, error } = await client.query(ExportLink, { gid: of.job }, fresh).toPromise();
    const { newGraphExport, newResourceExport } = data?.job ?? {};
    return { url: newGraphExport?.downloadUrl ?? newResourceExport?.downloadUrl, error };
  }
  const variables = { gid: of.organizationExport };
  const { data, error } = await client.query(OneOrganizationExport, variables, fresh).toPromise();
  return { url: data?.organizationExport?.downloadUrl, error };
}
