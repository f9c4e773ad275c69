/** Reading that survives an outage: what was there stays on the page, and a failed read is repeated, or can be. */
import { useCallback, useState } from 'react';
import { type AnyVariables, type CombinedError, type UseQueryArgs, useQuery } from 'urql';
import { explain } from '../errors.ts';
import { useReturn } from '../news.ts';
import { Notice } from './notice.tsx';

/** As `useQuery`, but a read that fails takes nothing off the page. Give the component a key per variables. */
export function useRead<Data, Variables extends AnyVariables>(args: UseQueryArgs<Variables, Data>) {
  const [state, execute] = useQuery<Data, Variables>(args);
  const [kept, setKept] = useState(state.data);
  if (state.data && state.data !== kept) setKept(state.data);
  const again = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  useReturn(state.error?.networkError !== undefined && !state.fetching, again);
  return { ...state, data: state.data ?? kept, again };
}

/** Says why a read failed, and offers to repeat it. */
export function Trouble({ error, again }: { error: CombinedError; again(): void }) {
  return (
    <Notice
      action={
        <button type="button" className="quiet" onClick={again}>
          Try again
        </button>
      }
    >
      <p>{explain(error)}</p>
    </Notice>
  );
}
