/** The person's lists, newest first. */
import { useState } from 'react';
import { addressOf } from '../address.ts';
import { RecentLists } from '../documents/lists.ts';
import type { ListCardFragment } from '../generated/graphql.ts';
import { useNews } from '../news.ts';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { SkeletonLines } from '../parts/skeleton.tsx';
import { useTitle } from '../title.ts';
import { agoInWords } from '../watching/elapsed.tsx';
import { LIST_WORDS, lookOf, overOf, titleOf } from './list-state.ts';
import { Segments } from './segments.tsx';

/** How many are shown, and by how many more when somebody asks. */
const SIZES = [20, 100] as const;

/** All of them, and the way to a new one. */
export function ListsPage() {
  const [size, setSize] = useState<number>(SIZES[0]);
  useTitle('Lists');
  return (
    <section>
      <h1>Lists</h1>
      <p className="lead">
        Start up to a thousand at once. They run one after the other, and leave room for what you start by
        hand.
      </p>
      <div className="actions">
        <Link className="primary button" href={addressOf.newList()}>
          <Icon name="plus" />
          New list
        </Link>
      </div>
      <Lists key={size} size={size} onMore={() => setSize(SIZES[1])} />
    </section>
  );
}

function Lists({ size, onMore }: { readonly size: number; onMore(): void }) {
  const { data, error, fetching, again } = useRead({ query: RecentLists, variables: { first: size } });
  useNews(again);
  const lists = (data?.recentBulks ?? []).filter((list) => list !== null);
  return (
    <>
      {error && <Trouble error={error} again={again} />}
      <ul className="jobs">
        {lists.map((list) => (
          <li key={list.id}>
            <ListLine list={list} />
          </li>
        ))}
        {fetching && !data && <SkeletonLines look="line" />}
      </ul>
      {lists.length === 0 && !fetching && !error && (
        <p className="empty">You have no lists yet. What you start as a list shows up here.</p>
      )}
      {lists.length >= size && size < SIZES[1] && (
        <button type="button" className="quiet" onClick={onMore}>
          Show older ones
        </button>
      )}
    </>
  );
}

function ListLine({ list }: { readonly list: ListCardFragment }) {
  return (
    <Link className={`job ${lookOf(list)}`} href={addressOf.list(list.id)}>
      <span className="dot" aria-hidden="true" />
      <span className="title">{titleOf(list)}</span>
      <span className="small">
        <span className="status">{LIST_WORDS[list.state]}</span>
        {` · ${overOf(list)} of ${list.total} · ${agoInWords(Date.parse(list.startedAt), Date.now())}`}
      </span>
      <Segments list={list} />
    </Link>
  );
}
