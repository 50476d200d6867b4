import type { Channel, Input, Output } from '../../electron/contract/contract.ts';
import type { ErrorCode } from '../../electron/core/error-code.ts';

/** Why a call did not succeed. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** Asks the main process. Never throws: what nobody expected comes back as `internal-error`. */
export async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Answer<Output<C>>> {
  try {
    const result = await window.sallyport.call(channel, input);
    return result.ok
      ? { ok: true, value: result.value }
      : { ok: false, problem: { code: result.code, message: result.message } };
  } catch {
    return { ok: false, problem: { code: 'internal-error', message: channel } };
  }
}
