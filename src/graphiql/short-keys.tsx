/**
 * The short keys that GraphiQL's dialog promises and binds to the Windows key everywhere but on a Mac. Must stand
 * inside GraphiQL's provider; draws nothing.
 */
import { isMacOs, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

/** Binds Shift-Ctrl with P, M and C. */
export function ShortKeys() {
  const { prettifyEditors, mergeQuery, copyQuery } = useGraphiQLActions();
  useEffect(() => {
    if (isMacOs) return;
    const actions: Readonly<Record<string, () => unknown>> = {
      KeyP: prettifyEditors,
      KeyM: mergeQuery,
      KeyC: copyQuery,
    };
    const press = (event: KeyboardEvent) => {
      const action = event.ctrlKey && event.shiftKey && !event.altKey ? actions[event.code] : undefined;
      if (action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      void action();
    };
    // Before the editor, which would take the key for its own.
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, [prettifyEditors, mergeQuery, copyQuery]);
  return null;
}
