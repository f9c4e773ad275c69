/** The button that copies a link to the tab in front. Must stand inside GraphiQL's provider. */
import { pick, ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { chooseOperation } from './choose-operation.ts';
import type { SharedTab } from './share-link.ts';

const SAID_FOR_MS = 4_000;

/** Draws the button; `linkTo` makes the link or says why not. */
export function ShareButton({ linkTo }: { readonly linkTo: (tab: SharedTab) => string }) {
  const { queryEditor, variableEditor, operationName } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'operationName'),
  );
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => setSaid(''), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);

  async function share(): Promise<void> {
    try {
      const query = queryEditor?.getValue() ?? '';
      const link = linkTo({
        query,
        variables: variableEditor?.getValue() ?? '',
        operationName: chooseOperation(query, operationName ?? null).operationName,
      });
      setSaid(await copy(link));
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <>
      <ToolbarButton onClick={() => void share()} label="Copy a link to this query">
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          className="graphiql-toolbar-icon"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
        >
          <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700l-1.500 1.500" strokeLinecap="round" />
          <path d="M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1.500-1.500" strokeLinecap="round" />
        </svg>
      </ToolbarButton>
      <span className="share-said" role="status">
        {said}
      </span>
    </>
  );
}

/** Copies, or shows the link for copying by hand where pages may not copy: over plain http from another machine. */
async function copy(link: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(link);
    return 'Link copied; the token is not in it';
  } catch {
    window.prompt('The link to this query', link);
    return '';
  }
}
