/** Starts that no reply came to: what each may have made, and a way to take it off the list. */
import { useMutation } from 'urql';
import { addressOf, go } from '../address.ts';
import { DismissLostStart, LostStarts, LostStartsWithCandidates } from '../documents/jobs.ts';
import type { LostStartsWithCandidatesQuery } from '../generated/graphql.ts';
import { FoundLinks } from '../parts/found-links.tsx';
import { Icon } from '../parts/icon.tsx';
import { Refusals } from '../parts/notice.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { startKind, startOfKind } from '../starting/starts.ts';
import { useTitle } from '../title.ts';
import { agoInWords } from './elapsed.tsx';

type Lost = NonNullable<NonNullable<LostStartsWithCandidatesQuery['unknownStarts']>[number]>;

/** All of them, with what is found of each. */
export function LostStartsPage() {
  const { data, error, fetching, again } = useRead({ query: LostStartsWithCandidates });
  const known = useRead({ query: LostStarts });
  const lost = (data?.unknownStarts ?? []).filter((start) => start !== null);
  useTitle('Starts without an answer');
  return (
    <section>
      <h1>Starts without an answer</h1>
      <p className="lead">
        The connection to Asana broke before it answered, so nobody knows whether these were started. They are
        never sent again by themselves. Look at what is found of them, then say that it is settled.
      </p>
      {error && <Trouble error={error} again={again} />}
      {fetching && !data && <Skeleton look="tall" />}
      {data && lost.length === 0 && (
        <p className="notice">There are none. All your starts have their answer.</p>
      )}
      {lost.map((start) => (
        <LostStart
          key={start.id}
          start={start}
          onDismissed={() => {
            again();
            known.again();
            if (lost.length === 1) go(addressOf.home());
          }}
        />
      ))}
    </section>
  );
}

function LostStart({ start, onDismissed }: { readonly start: Lost; onDismissed(): void }) {
  const [dismissing, dismiss] = useMutation(DismissLostStart);
  const kind = startOfKind(start.kind);
  const candidates = (start.candidates ?? []).filter((each) => each !== null);
  return (
    <article className="card block">
      <p className="origin">
        {[kind && startKind(kind).title, start.source?.name].filter(Boolean).join(' · ')}
      </p>
      <h2>{start.name ?? 'Without a name'}</h2>
      <p className="small">sent {agoInWords(Date.parse(start.sentAt), Date.now())}</p>
      {candidates.length > 0 ? (
        <>
          <p>This may be it:</p>
          <FoundLinks found={candidates} />
        </>
      ) : (
        <p>
          {start.candidates
            ? 'Nothing of this name is found yet. Asana may take a minute to know what it has made.'
            : 'Of this kind nothing can be looked for. Look in Asana whether it is there.'}
        </p>
      )}
      <Refusals error={dismissing.error} mistakes={dismissing.data?.dismissUnknownStart?.userErrors ?? []} />
      <div className="actions">
        <button
          type="button"
          className="secondary"
          disabled={dismissing.fetching}
          onClick={() => {
            void dismiss({ id: start.id }).then(({ data }) => {
              if (data?.dismissUnknownStart?.unknownStart) onDismissed();
            });
          }}
        >
          <Icon name="check" />
          That is settled
        </button>
      </div>
    </article>
  );
}
