/**
 * Watching that says when it has ended before its time. What may be tried again is, by itself; and there is a button.
 * A lost connection is nothing that is told here: it is taken up again, and the page has a banner for it.
 */
import { useCallback, useEffect, useState } from 'react';
import { type AnyVariables, type CombinedError, type UseSubscriptionArgs, useSubscription } from 'urql';
import { explain } from '../errors.ts';
import { Notice } from './notice.tsx';

/** Until it is tried again where nobody said how long. */
const PAUSE_SECONDS = 15;

/** As `useSubscription`, for what comes into the cache: only why nothing comes any more, and a way to go on. */
export function useWatch<Data, Variables extends AnyVariables>(args: UseSubscriptionArgs<Variables, Data>) {
  const [{ data, error }, execute] = useSubscription<Data, Data, Variables>(args);
  // What it failed with before it was tried again is not what it fails with now.
  const [left, setLeft] = useState<CombinedError>();
  const lost = !args.pause && error !== left && isNothing(data) ? error : undefined;
  const again = useCallback(() => {
    setLeft(error);
    execute();
  }, [error, execute]);
  const pause = lost && pauseSeconds(lost);
  useEffect(() => {
    if (pause === undefined) return;
    const timer = setTimeout(again, pause * 1_000);
    return () => clearTimeout(timer);
  }, [pause, again]);
  return { lost, again };
}

/** An event whose nested parts failed is one; without its root nothing is left of it. */
function isNothing(data: unknown): boolean {
  return Object.entries(data ?? {}).every(([key, value]) => key === '__typename' || value === null);
}

/** How long until it is tried again by itself; undefined for what fails however often. */
function pauseSeconds({ graphQLErrors }: CombinedError): number | undefined {
  const { retryable, retryAfter } = graphQLErrors[0]?.extensions ?? {};
  return retryable === true ? Number(retryAfter ?? PAUSE_SECONDS) : undefined;
}

/** Says why nothing comes any more, and offers to watch on. */
export function Unwatched({ error, again }: { error: CombinedError; again(): void }) {
  return (
    <Notice
      look="warn"
      action={
        <button type="button" className="quiet" onClick={again}>
          Watch on
        </button>
      }
    >
      <p>It goes on, and this page does not see how. {explain(error)}</p>
    </Notice>
  );
}
