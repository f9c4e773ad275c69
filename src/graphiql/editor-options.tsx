/** What GraphiQL has no prop for. Must stand inside GraphiQL's provider; draws nothing. */
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

/** Wraps long lines, so that nothing hides beyond a narrow pane, and chooses the operation a link asked for. */
export function EditorOptions({ operationName }: { readonly operationName: string | null }) {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const { setOperationName } = useGraphiQLActions();
  useEffect(() => {
    queryEditor?.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent' });
  }, [queryEditor]);
  useEffect(() => {
    if (queryEditor && operationName !== null) setOperationName(operationName);
  }, [queryEditor, operationName, setOperationName]);
  return null;
}
