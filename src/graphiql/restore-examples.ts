/**
 * Puts the example tabs back in front of the person's own. Works on what GraphiQL stores between two page
 * loads, because it has no call for replacing tabs. Nothing is lost: a changed example stays, as one's own.
 */
import type { Storage } from '@graphiql/toolkit';
import type { ExampleTab } from './examples.ts';

/** The key under which GraphiQL keeps its tabs. */
const TABS_KEY = 'graphiql:tabState';

/** GraphiQL writes its tabs half a second late. */
const GRAPHIQL_WRITES_AFTER_MS = 600;

interface StoredTab {
  id: string;
  title: string;
  query: string | null;
  variables: string | null;
  headers: null;
  operationName: string | null;
  response: null;
}

/** Stores the examples followed by all other tabs, then loads the page anew. */
export async function restoreExamples(storage: Storage, examples: readonly ExampleTab[]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, GRAPHIQL_WRITES_AFTER_MS));
  storage.setItem(TABS_KEY, withExamples(storage.getItem(TABS_KEY), examples));
  location.reload();
}

/** The stored tabs with the examples put back at the front. */
export function withExamples(stored: string | null, examples: readonly ExampleTab[]): string {
  const own = readTabs(stored).filter((tab) => !isUntouched(tab, examples));
  const tabs = examples.map((example, index) => toTab(example, index));
  return JSON.stringify({ tabs: [...tabs, ...own], activeTabIndex: 0 });
}

function readTabs(stored: string | null): StoredTab[] {
  try {
    return (JSON.parse(stored ?? '{}') as { tabs?: StoredTab[] }).tabs ?? [];
  } catch {
    return [];
  }
}

function isUntouched(tab: StoredTab, examples: readonly ExampleTab[]): boolean {
  if ((tab.query ?? '').trim() === '') return true;
  return examples.some(
    (example) => example.query === tab.query && (example.variables ?? '') === (tab.variables ?? ''),
  );
}

function toTab({ query, variables }: ExampleTab, index: number): StoredTab {
  const operationName = /^(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1] ?? null;
  return {
    id: `example-${index}-${Date.now()}`,
    title: operationName ?? '<untitled>',
    query,
    variables,
    headers: null,
    operationName,
    response: null,
  };
}
