import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { errorTexts } from '../text/errors.ts';
import { words } from '../text/words.ts';

/** A bug in one screen leaves the others and the lock within reach. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="empty" role="alert">
        <strong>{words.app.crashed}</strong>
        <p>{errorTexts['internal-error'].money}</p>
        <Button onClick={() => this.setState({ failed: false })}>{words.app.reload}</Button>
      </div>
    );
  }
}
