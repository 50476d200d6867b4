/** Name and stack frames of a throw: its message may quote what was passed, so it stays out of every log. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${typeof error}`;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
