/** The lines of a list, a page of fifty at a time: what became of each, why not, and the link to it. */
import { addressOf } from '../address.ts';
import { ListCandidates } from '../documents/lists.ts';
import { explain, readable } from '../errors.ts';
import type { BulkItemState, ListItemFragment } from '../generated/graphql.ts';
import { FoundLinks } from '../parts/found-links.tsx';
import { AsanaLink, Link } from '../parts/link.tsx';
import { Notice } from '../parts/notice.tsx';
import { useRead } from '../parts/read.tsx';
import { ITEM_WORDS } from './list-state.ts';

interface ListItemsProps {
  readonly id: string;
  readonly state: BulkItemState | null;
  readonly items: readonly ListItemFragment[];
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
  readonly hasBefore: boolean;
  onNext(cursor: string): void;
  onBefore(): void;
}

/** The lines, and ways to those before and after. */
export function ListItems({ id, state, items, next, hasBefore, onNext, onBefore }: ListItemsProps) {
  return (
    <div className="card block">
      {state === 'UNKNOWN' && <Candidates id={id} />}
      {items.length === 0 && <p className="empty">There is no such line now.</p>}
      <ul className="items">
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      <div className="actions">
        {hasBefore && (
          <button type="button" className="secondary" onClick={onBefore}>
            Lines before
          </button>
        )}
        {next !== null && (
          <button type="button" className="secondary" onClick={() => onNext(next)}>
            More lines
          </button>
        )}
      </div>
    </div>
  );
}

function Item({ item }: { readonly item: ListItemFragment }) {
  const { job, existing, userErrors, state } = item;
  const made = job?.newProject ?? job?.newTask ?? job?.newPortfolio;
  const link = made?.permalinkUrl ?? existing?.[0]?.permalinkUrl;
  return (
    <li className={`item ${state.toLowerCase()}`}>
      <span className="number">{item.index + 1}</span>
      <span className="title" dir="auto">
        {job ? (
          <Link href={addressOf.job(job.gid)}>{item.name ?? 'Without a name'}</Link>
        ) : (
          (item.name ?? 'Without a name')
        )}
        {userErrors.map((mistake) => (
          <span key={mistake.message} className="mistake">
            {readable(mistake)}
          </span>
        ))}
      </span>
      <span className="status">{ITEM_WORDS[state]}</span>
      {link ? (
        <AsanaLink className="quiet button" url={link}>
          Open
        </AsanaLink>
      ) : (
        <span />
      )}
    </li>
  );
}

/** What the lines without an answer may have made. */
function Candidates({ id }: { readonly id: string }) {
  const { data, error, fetching } = useRead({ query: ListCandidates, variables: { id } });
  const found = (data?.bulk?.items?.nodes ?? []).flatMap((item) => item?.candidates ?? []);
  return (
    <Notice look="warn" isNews={false}>
      <p>No reply came to these, so they may have been started. They are never sent again by themselves.</p>
      {fetching && <p className="small">Looking what they may have made …</p>}
      {error && !fetching && <p className="small">{explain(error)}</p>}
      <FoundLinks found={found} />
    </Notice>
  );
}
