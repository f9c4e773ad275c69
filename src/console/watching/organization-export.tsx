/** The export of an organization, which has no job: it is read again until it is over. */
import { useEffect } from 'react';
import { addressOf } from '../address.ts';
import { OneOrganizationExport } from '../documents/jobs.ts';
import { Bar } from '../parts/bar.tsx';
import { Link } from '../parts/link.tsx';
import { Notice } from '../parts/notice.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { addressWord } from '../starting/starts.ts';
import { useTitle } from '../title.ts';
import { ExportFile } from './export-file.tsx';
import { PHASE_WORDS } from './job-state.ts';

const PAUSE_MS = 10_000;

/** Shows the export of the address. */
export function OrganizationExportPage({ gid }: { readonly gid: string }) {
  const { data, error, fetching, stale, again } = useRead({
    query: OneOrganizationExport,
    variables: { gid },
  });
  const found = data?.organizationExport;
  const goesOn = found?.state !== 'FINISHED' && found?.state !== 'ERROR';
  useTitle(found ? `${stateInWords(found.state)}: Export of ${found.organization?.name}` : `Export ${gid}`);
  useEffect(() => {
    if (!found || !goesOn || fetching || stale) return;
    const timer = setTimeout(again, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [found, goesOn, fetching, stale, again]);

  if (!found) {
    if (error) return <Trouble error={error} again={again} />;
    return data ? <p className="notice">There is no such export.</p> : <Skeleton look="tall" />;
  }
  return (
    <section className="card block headline">
      <p className="origin">Export of an organization</p>
      <h1>{found.organization?.name}</h1>
      {goesOn && (
        <div className="going" role="status">
          <Bar fraction={null} label="Progress" />
          <p className="small">
            Asana is exporting it, which may take hours. You can close this page: the one you started it from
            leads back to it, and so does its address.
          </p>
        </div>
      )}
      {found.state === 'ERROR' && (
        <Notice>
          <p>Asana gave up on it, and does not say why.</p>
          <Link href={addressOf.start(addressWord('createOrganizationExport'))}>Start it again</Link>
        </Notice>
      )}
      {found.state === 'FINISHED' && (
        <div className="actions">
          <ExportFile of={{ organizationExport: gid }} />
        </div>
      )}
    </section>
  );
}

function stateInWords(state: string | null): string {
  if (state === 'FINISHED') return PHASE_WORDS.done;
  return state === 'ERROR' ? PHASE_WORDS.failed : PHASE_WORDS.working;
}
