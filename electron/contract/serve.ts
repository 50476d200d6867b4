import * as v from 'valibot';
import { type Fault, faultOf } from '../core/diagnostics/log-event.ts';
import { ok, type Refusal, Refused, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { wipeBytes } from '../core/wipe.ts';
import { type Channel, channels, contract, type Output, refusalSchema } from './contract.ts';
import { describeError } from './describe-error.ts';

/** A file to be saved: the dialog's title, the name it suggests and what the file is. */
export interface SaveRequest {
  readonly title: string;
  readonly name: string;
  readonly kind: { readonly name: string; readonly extension: string };
}

/** What a caller does for itself: choosing files, and its clipboard. Null where it gives no file. */
export interface CallerPlace {
  /** The folder of a treasury, or one that stations share. */
  chooseFolder(use: 'treasury' | 'envelopes'): Promise<string | null>;
  /** A Stronghold file to restore from; other wallets name theirs freely. */
  chooseStronghold(): Promise<string | null>;
  /** A backup of a whole treasury. */
  chooseBackup(): Promise<string | null>;
  /** An envelope of another station. */
  chooseEnvelope(): Promise<string | null>;
  /** An empty folder for a treasury that is restored. */
  chooseEmptyFolder(): Promise<string | null>;
  /** The storage folder of another wallet. */
  chooseWalletFolder(): Promise<string | null>;
  chooseSaveFile(request: SaveRequest): Promise<string | null>;
  /** Lets the caller's page use a camera, or no longer; left out where the caller has no page. */
  readonly letCamera?: (open: boolean) => void;
  /** Puts an address on the clipboard. */
  copyAddress(address: string): Promise<Result<Record<never, never>>>;
  /** Puts the id of a transaction on the clipboard. */
  copyTransaction(id: string): Promise<Result<Record<never, never>>>;
}

/** What a handler knows of its caller. */
export interface CallContext {
  /** The same in every call of one window, command line or attached program; officers are signed in at it. */
  readonly callerId: string;
  readonly place: CallerPlace;
}

/** The input after the contract's schema accepted it. */
export type ParsedInput<C extends Channel> = v.InferOutput<(typeof contract)[C]['input']>;

/** One function for each channel of the contract. A refusal is a value; a throw is a bug. */
export type Handlers = {
  readonly [C in Channel]: (input: ParsedInput<C>, context: CallContext) => Promise<Result<Output<C>>>;
};

/** What is written to the log: where and what kind of fault, never a value that was passed. */
export interface ServeReport {
  readonly channel: Channel;
  readonly kind: 'caller-refused' | 'handler-threw' | 'answer-malformed';
  readonly detail: string;
  /** Where it was thrown; for `handler-threw`. */
  readonly fault?: Fault;
}

/** Answers one call. It never rejects. */
export type AnswerCall = (channel: Channel, input: unknown, context: CallContext) => Promise<Result<unknown>>;

const bug = (): Refusal => refuse('internal-error', 'The program failed here. Nothing more was done.');

/**
 * Answers calls by the contract: input and answer are checked, a bug is reported to the log and answered by
 * `internal-error` and nothing else; a {@link Refused} is its refusal. Passwords among the input are overwritten in the end, words in an answer after it has left.
 */
export function createAnswer({
  handlers,
  report,
}: {
  readonly handlers: Handlers;
  readonly report: (report: ServeReport) => void;
}): AnswerCall {
  const checkAnswer = (channel: Channel, answer: unknown): Result<unknown> => {
    if (v.is(refusalSchema, answer)) return answer;
    const success = v.safeParse(v.strictObject({ ok: v.literal(true), value: v.unknown() }), answer);
    if (!success.success) {
      report({ channel, kind: 'answer-malformed', detail: 'expected a success or a refusal' });
      return bug();
    }
    const value = parseWith(contract[channel].output, success.output.value);
    if (value.ok) return ok(value.value);
    report({ channel, kind: 'answer-malformed', detail: value.message });
    return bug();
  };
  return async (channel, input, context) => {
    try {
      const parsed = parseWith(contract[channel].input, input);
      if (!parsed.ok) return parsed;
      // One entry of a mapped type; the compiler cannot follow that channel, input and handler belong together.
      const handler = handlers[channel] as (input: unknown, context: CallContext) => Promise<unknown>;
      const answer = checkAnswer(channel, await handler(parsed.value, context));
      // Words of a ceremony: whoever sends the answer on has copied it before the next turn.
      setTimeout(() => wipeBytes(answer), 0);
      return answer;
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      report({ channel, kind: 'handler-threw', detail: describeError(error), fault: faultOf(error) });
      return bug();
    } finally {
      wipeBytes(input);
    }
  };
}

/** The caller as Electron describes it in an `ipcMain` event, reduced to what is judged. */
export interface Caller {
  readonly contentsId: number;
  /** Null where the frame is gone already. */
  readonly frame: { readonly origin: string; readonly url: string; readonly isTop: boolean } | null;
}

/** The part of `ipcMain` that is needed here, so that tests need no Electron. */
export type Register = (
  channel: Channel,
  answer: (caller: Caller, input: unknown) => Promise<unknown>,
) => void;

/** Answers every channel of the contract for windows. A call of anything but the console's own page is refused. */
export function serve({
  register,
  answer,
  isTrusted,
  contextOf,
  report,
}: {
  readonly register: Register;
  readonly answer: AnswerCall;
  readonly isTrusted: (caller: Caller) => boolean;
  readonly contextOf: (caller: Caller) => CallContext;
  readonly report: (report: ServeReport) => void;
}): void {
  for (const channel of channels) {
    register(channel, async (caller, input) => {
      if (isTrusted(caller)) return answer(channel, input, contextOf(caller));
      wipeBytes(input);
      report({ channel, kind: 'caller-refused', detail: caller.frame?.origin ?? 'no frame' });
      return refuse('input-malformed', "expected a call from the console's own window");
    });
  }
}
