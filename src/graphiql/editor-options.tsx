/** Settings of the editors that GraphiQL has no prop for. Must stand inside GraphiQL's provider; draws nothing. */
import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** Wraps long lines, so that nothing hides beyond the edge of a narrow pane. */
export function EditorOptions() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => {
    queryEditor?.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent' });
  }, [queryEditor]);
  return null;
}
