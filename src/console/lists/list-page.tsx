/** One list: how far it is as a whole, and what became of each line. */
import { useEffect, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { addressOf } from '../address.ts';
import { CancelList, ListUpdated, OneList, RetryList } from '../documents/lists.ts';
import type { BulkItemState, ListCardFragment } from '../generated/graphql.ts';
import { inWords } from '../in-words.ts';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import { Refusals } from '../parts/notice.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Unwatched, useWatch } from '../parts/watch.tsx';
import { useTitle } from '../title.ts';
import { agoInWords } from '../watching/elapsed.tsx';
import { tell } from '../watching/use-notices.ts';
import { useNow } from '../watching/use-now.ts';
import { ListItems } from './list-items.tsx';
import {
  countOf,
  ITEM_STATES,
  ITEM_WORDS,
  isOver,
  LIST_WORDS,
  lookOf,
  overOf,
  tabTitleOf,
  titleOf,
} from './list-state.ts';
import { Segments } from './segments.tsx';

/** Which lines are shown. */
interface Shown {
  readonly state: BulkItemState | null;
  /** Where each page begins that was turned, the first one left out. */
  readonly pages: readonly string[];
}

/** Shows the list of the address. */
export function ListPage({ id }: { readonly id: string }) {
  const [shown, setShown] = useState<Shown>({ state: null, pages: [] });
  const variables = { id, state: shown.state, after: shown.pages.at(-1) ?? null };
  const { data, error, fetching, again } = useRead({ query: OneList, variables });
  const list = data?.bulk;
  const watch = useWatch({ query: ListUpdated, variables, pause: !list || isOver(list) });
  useEnd(list ?? null);
  useTitle(list ? tabTitleOf(list) : 'List');
  if (!list) {
    if (error) return <Trouble error={error} again={again} />;
    return fetching ? (
      <Skeleton look="tall" />
    ) : (
      <section className="card block">
        <h1>There is no such list of yours</h1>
        <p className="lead">A list is shown to whoever started it, for seven days after it is over.</p>
      </section>
    );
  }
  return (
    <section className="job-page">
      <Head list={list} onChanged={again} />
      <nav className="filters" aria-label="Lines by state">
        {[null, ...ITEM_STATES].map((state) => {
          const count = state === null ? list.total : countOf(list, state);
          if (count === 0 && state !== shown.state) return null;
          return (
            <button
              key={state ?? 'all'}
              type="button"
              className="filter"
              aria-pressed={shown.state === state}
              onClick={() => setShown({ state, pages: [] })}
            >
              {state === null ? 'All' : ITEM_WORDS[state]} <span className="count">{count}</span>
            </button>
          );
        })}
      </nav>
      {error && <Trouble error={error} again={again} />}
      {watch.lost && <Unwatched error={watch.lost} again={watch.again} />}
      <ListItems
        id={id}
        state={shown.state}
        items={(list.items?.nodes ?? []).filter((item) => item !== null)}
        next={list.items?.pageInfo.hasNextPage ? (list.items.pageInfo.endCursor ?? null) : null}
        hasBefore={shown.pages.length > 0}
        onNext={(cursor) => setShown({ ...shown, pages: [...shown.pages, cursor] })}
        onBefore={() => setShown({ ...shown, pages: shown.pages.slice(0, -1) })}
      />
    </section>
  );
}

/** Tells that it is over, whoever looks elsewhere. */
function useEnd(list: ListCardFragment | null): void {
  const went = useRef(false);
  useEffect(() => {
    if (!list) return;
    if (!isOver(list)) went.current = true;
    else if (went.current) {
      went.current = false;
      tell(`${LIST_WORDS[list.state]}: ${titleOf(list)}`, addressOf.list(list.id));
    }
  }, [list]);
}

function Head({ list, onChanged }: { readonly list: ListCardFragment; onChanged(): void }) {
  const [cancelling, cancel] = useMutation(CancelList);
  const [retrying, retry] = useMutation(RetryList);
  const now = useNow(!isOver(list));
  const { waiting, failed, refused } = list.counts;
  const error = cancelling.error ?? retrying.error;
  const mistakes = [
    ...(cancelling.data?.cancelBulk?.userErrors ?? []),
    ...(retrying.data?.retryBulk?.userErrors ?? []),
  ];
  return (
    <header className="card block headline">
      <p className="origin">
        <Link href={addressOf.lists()}>Lists</Link>
      </p>
      <h1>{titleOf(list)}</h1>
      <p className="facts">
        <span role="status" className={`pill ${lookOf(list)}`}>
          {LIST_WORDS[list.state]}
        </span>
        <span>{`${overOf(list)} of ${list.total} over`}</span>
        <span>begun {agoInWords(Date.parse(list.startedAt), now)}</span>
      </p>
      <div className="going">
        <Segments list={list} />
        <p className="small">{endInWords(list, now)}</p>
      </div>
      <Refusals error={error} mistakes={mistakes} />
      <div className="actions">
        {failed + refused > 0 && (
          <button
            type="button"
            className="primary"
            disabled={retrying.fetching}
            onClick={() => void retry({ id: list.id }).then(onChanged)}
          >
            <Icon name="again" />
            {failed + refused === 1
              ? 'Try again the one that failed'
              : `Try again the ${failed + refused} that failed`}
          </button>
        )}
        {waiting > 0 && !isOver(list) && (
          <button
            type="button"
            className="secondary"
            disabled={cancelling.fetching}
            onClick={() => void cancel({ id: list.id }).then(onChanged)}
          >
            <Icon name="cross" />
            {waiting === 1 ? 'Cancel the one that waits' : `Cancel the ${waiting} that wait`}
          </button>
        )}
      </div>
    </header>
  );
}

function endInWords(list: ListCardFragment, now: number): string {
  if (isOver(list)) return 'Nothing of it runs any more.';
  if (list.state === 'INTERRUPTED') return 'It waits for you to be here; it goes on by itself.';
  const end = list.estimatedFinishAt ? Date.parse(list.estimatedFinishAt) : null;
  const about = end !== null && end - now > 1_000 ? `About ${inWords((end - now) / 1_000)} to go. ` : '';
  return `${about}You can close this page: it goes on without you.`;
}
