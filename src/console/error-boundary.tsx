/** What is left of the page when it breaks: what happened, and the way back. Knows nothing of what is on the page. */
import { Component, type ReactNode } from 'react';

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
    if (!failure) return this.props.children;
    return (
      <main className="alone broken">
        <div className="card block">
          <div role="alert">
            <h1>This page broke</h1>
            <p>Your jobs are not concerned: they go on in Asana, and the list brings them back.</p>
            <pre>{String(failure.error)}</pre>
          </div>
          <div className="actions">
            <button type="button" className="primary" onClick={() => location.reload()}>
              Reload the page
            </button>
          </div>
        </div>
      </main>
    );
  }
}
