/** What there is to say before an organization is exported: whether it is one, and where the earlier exports are. */
import { addressOf } from '../address.ts';
import { Link } from '../parts/link.tsx';
import { agoInWords } from '../watching/elapsed.tsx';
import type { Workspace } from '../workspace.ts';
import { keptExports } from './kept-exports.ts';

/** Said in place of the form. */
export function NoOrganization({ workspace }: { readonly workspace: Workspace }) {
  return (
    <p className="notice">
      {workspace.name} is a workspace of its own in Asana and no organization, and only organizations can be
      exported whole. Export its projects one by one, or choose an organization above.
    </p>
  );
}

/** Those that were started in this browser. */
export function EarlierExports({ workspace }: { readonly workspace: Workspace }) {
  const earlier = keptExports(workspace.gid);
  if (earlier.length === 0) return null;
  return (
    <section className="stack earlier">
      <h2>Started in this browser</h2>
      <ul className="links">
        {earlier.map(({ gid, startedAt }) => (
          <li key={gid}>
            <Link href={addressOf.organizationExport(gid)}>
              Export of {workspace.name}, {agoInWords(startedAt, Date.now())}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
