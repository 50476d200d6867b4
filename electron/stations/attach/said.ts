import type { Result } from '../../core/result.ts';
import type { AttachedTo, Cause } from './allowed-statements.ts';

/** A call, and the treasury that it is about. */
export interface Said {
  readonly verb: Cause;
  readonly input: Readonly<Record<string, unknown>>;
  readonly here: AttachedTo;
}

/** What was typed, read as the station reads it; null where it is none. */
export const typedAs = <T>(typed: unknown, parse: (text: string) => Result<T>): T | null => {
  const parsed = typeof typed === 'string' ? parse(typed) : null;
  return parsed?.ok ? parsed.value : null;
};
