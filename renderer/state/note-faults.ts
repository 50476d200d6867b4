import { call } from './call.ts';

/** Tells main of a fault in this window, for the log: its name and where it was, never its message. */
export function noteFault(error: unknown): void {
  const [name, stack] = error instanceof Error ? [error.name, error.stack ?? ''] : [typeof error, ''];
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.replace(/^\s+at /, '').slice(0, 500));
  void call('diagnostics.note-fault', { name: name.slice(0, 100), frames });
}

/** From now on every fault that nobody catches is told. */
export function noteFaults(): void {
  window.addEventListener('error', ({ error }) => noteFault(error));
  window.addEventListener('unhandledrejection', ({ reason }) => noteFault(reason));
}
