/**
 * Starts the page at `/graphql`: loads it behind a boundary, so that whatever breaks while it loads or runs ends in
 * words and a button. Knows nothing of what is on the page.
 */
import './frame.css';
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from './error-boundary.tsx';

const root = document.getElementById('root') as HTMLElement;
const Page = lazy(async () => ({ default: (await import('./page.tsx')).Page }));

createRoot(root).render(
  <ErrorBoundary>
    <Suspense fallback={<p className="boot">Loading GraphiQL…</p>}>
      <Page root={root} />
    </Suspense>
  </ErrorBoundary>,
);
