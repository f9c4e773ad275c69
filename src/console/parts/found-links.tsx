/** What a start that no reply came to may have made: a link into Asana for each. Knows no start. */
import { AsanaLink } from './link.tsx';

/** An object of whatever type, as far as it is known. */
type Found =
  | { readonly gid: string; readonly name: string | null; readonly permalinkUrl?: string | null }
  | object;

/** The links. */
export function FoundLinks({ found }: { readonly found: readonly (Found | null)[] }) {
  return (
    <ul className="links">
      {found.map(
        (each) =>
          each &&
          'gid' in each && (
            <li key={each.gid}>
              <AsanaLink url={each.permalinkUrl}>{each.name}</AsanaLink>
            </li>
          ),
      )}
    </ul>
  );
}
