import type { ErrorCode } from './error-code.ts';

/** An expected failure as a value: `message` says what was expected and what came, never a secret. */
export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

/** The outcome of anything that a user, a file or the network can make fail. Bugs throw instead. */
export type Result<T> = Success<T> | Refusal;

/** A success. */
export const ok = <T>(value: T): Success<T> => ({ ok: true, value });

/**
 * An expected failure.
 * @param message what was expected and what came; never a secret
 */
export const refuse = (code: ErrorCode, message: string): Refusal => ({ ok: false, code, message });

/**
 * A refusal that comes as a throw, where an answer has no place for one: what a disk refuses in the middle of a read. Whoever
 * answers a call gives the refusal on; it is no bug.
 */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Proves to the compiler that a union was switched exhaustively; throws if data broke its type. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
