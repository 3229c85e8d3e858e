/** When drawing a screen fails: says so, and offers to begin anew. Nothing at the server is touched by it. */
import { Component, type ReactNode } from 'react';

interface Props {
  words: { title: string; detail: string; reload: string };
  children: ReactNode;
}

/** Shown instead of what could not be drawn. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    const { words, children } = this.props;
    if (!this.state.hasFailed) return children;
    return (
      <div className="notice-box is-bad" role="alert">
        <p>
          <strong>{words.title}.</strong> {words.detail}
        </p>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {words.reload}
        </button>
      </div>
    );
  }
}
