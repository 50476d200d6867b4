import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { noteFault } from '../state/note-faults.ts';
import { errorTexts } from '../texts/errors.ts';
import { texts } from '../texts/texts.ts';

/** A bug in one screen leaves the others and the lock within reach. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown) {
    noteFault(error);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="empty" role="alert">
        <strong>{texts.app.crashed}</strong>
        <p>{errorTexts['internal-error'].money}</p>
        <Button onClick={() => this.setState({ failed: false })}>{texts.app.reload}</Button>
      </div>
    );
  }
}
