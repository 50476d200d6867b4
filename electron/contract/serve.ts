import * as v from 'valibot';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { wipeBytes } from '../core/wipe.ts';
import { type Channel, channels, contract, type Output, refusalSchema } from './contract.ts';
import { describeError } from './describe-error.ts';

/** What a handler knows of its caller. */
export interface CallContext {
  /** Electron's id of the window contents that called. */
  readonly contentsId: number;
}

/** The input as it stands after the contract's schema accepted it. */
export type ParsedInput<C extends Channel> = v.InferOutput<(typeof contract)[C]['input']>;

/** One function for each channel of the contract. A refusal is a value; a throw is a bug. */
export type Handlers = {
  readonly [C in Channel]: (input: ParsedInput<C>, context: CallContext) => Promise<Result<Output<C>>>;
};

/** The caller as Electron describes it in an `ipcMain` event, reduced to what is judged. */
export interface Caller {
  readonly contentsId: number;
  /** Null where the frame is gone already. */
  readonly frame: { readonly origin: string; readonly url: string; readonly isTop: boolean } | null;
}

/** The part of `ipcMain` that is needed here, so that tests serve without Electron. */
export type Register = (
  channel: Channel,
  answer: (caller: Caller, input: unknown) => Promise<unknown>,
) => void;

/** What main writes to its log: where and what kind of trouble, never a value that was passed. */
export interface ServeReport {
  readonly channel: Channel;
  readonly kind: 'caller-refused' | 'handler-threw' | 'answer-malformed';
  readonly detail: string;
}

export interface ServeOptions {
  readonly register: Register;
  readonly handlers: Handlers;
  readonly isTrusted: (caller: Caller) => boolean;
  readonly report: (report: ServeReport) => void;
}

const bug = (): Refusal => refuse('internal-error', 'The program failed here. Nothing more was done.');

/**
 * Answers every channel of the contract. Each call is checked for its caller, its input and its answer; a bug is
 * reported to the log and answered by `internal-error` alone. Passwords among the input are overwritten in the end.
 */
export function serve({ register, handlers, isTrusted, report }: ServeOptions): void {
  for (const channel of channels) {
    register(channel, (caller, input) => answerCall(channel, caller, input));
  }

  async function answerCall(channel: Channel, caller: Caller, input: unknown): Promise<Result<unknown>> {
    try {
      if (!isTrusted(caller)) {
        report({ channel, kind: 'caller-refused', detail: caller.frame?.origin ?? 'no frame' });
        return refuse('input-malformed', "expected a call from the console's own window");
      }
      const parsed = parseWith(contract[channel].input, input);
      if (!parsed.ok) return parsed;
      // One entry of a mapped type; the compiler cannot follow that channel, input and handler belong together.
      const handler = handlers[channel] as (input: unknown, context: CallContext) => Promise<unknown>;
      const answer = checkAnswer(channel, await handler(parsed.value, { contentsId: caller.contentsId }));
      // Words of a ceremony: Electron has cloned the answer before the next turn.
      setTimeout(() => wipeBytes(answer), 0);
      return answer;
    } catch (error) {
      report({ channel, kind: 'handler-threw', detail: describeError(error) });
      return bug();
    } finally {
      wipeBytes(input);
    }
  }

  function checkAnswer(channel: Channel, answer: unknown): Result<unknown> {
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
  }
}
