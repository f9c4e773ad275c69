/** What is left of the page when it breaks: what happened, and the way back. */
import { Component, type ReactNode } from 'react';

/** Draws its children until one of them throws. A class, because React has no hook for it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failure?: { error: unknown } }> {
  override state: { failure?: { error: unknown } } = {};

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <main className="card broken">
        <div role="alert">
          <h1>This page broke</h1>
          <p>Your jobs are not concerned: they go on in Asana, and the list brings them back.</p>
          <pre>{String(failure.error)}</pre>
        </div>
        <button type="button" className="primary" onClick={() => location.reload()}>
          Reload the page
        </button>
      </main>
    );
  }
}
