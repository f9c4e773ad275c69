/**
 * What is left of the page when it breaks: what happened, and two ways back. Knows nothing of
 * what is on the page.
 */
import { Component, type ReactNode } from 'react';
import { forgetWork } from './storage.ts';

interface State {
  readonly failure?: { readonly error: unknown };
}

/** Draws its children until one of them throws. A class, because React has no hook for it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override render() {
    const { failure } = this.state;
    return failure === undefined ? this.props.children : <Broken error={failure.error} />;
  }
}

function Broken({ error }: { readonly error: unknown }) {
  return (
    <main className="broken">
      <div role="alert">
        <h1>This page broke</h1>
        <p>
          An error in the page itself stopped it. The gateway and the jobs at Asana are not concerned: they go
          on, and the RecentJobs tab finds them again.
        </p>
        <pre>{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</pre>
      </div>
      <p className="broken-ways">
        <button type="button" onClick={() => location.reload()}>
          Reload the page
        </button>
        <button
          type="button"
          onClick={() => {
            forgetWork();
            location.reload();
          }}
        >
          Forget tabs and history, then reload
        </button>
      </p>
      <p>
        Does it break again at once? Then what this browser stored is the reason, and the second button helps.
      </p>
    </main>
  );
}
