import { Refused } from '../../electron/core/result.ts';

/** The code with which a reader refuses; `none` where it does not. Anything else that is thrown is a bug. */
export function codeOfThrow(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}
