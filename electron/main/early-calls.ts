import type { Channel } from '../contract/contract.ts';
import type { Caller, Register } from '../contract/serve.ts';
import type { Result } from '../core/result.ts';

type Answer = Parameters<Register>[1];

/** Calls from the window's first moment on, while what answers them is still being put together. */
export interface EarlyCalls {
  /** Answers by what is registered for the channel; a call that comes before that waits for it. */
  readonly answer: (channel: Channel, caller: Caller, input: unknown) => Promise<unknown>;
  readonly register: Register;
}

/** @param meanwhile answers calls that need not wait; null for those that do. It is not asked any more about a registered channel */
export function earlyCalls(
  channels: readonly Channel[],
  meanwhile: (channel: Channel, caller: Caller, input: unknown) => Result<unknown> | null,
): EarlyCalls {
  const answers = new Map<Channel, Answer>();
  const waiting = new Map(channels.map((channel) => [channel, Promise.withResolvers<Answer>()]));
  return {
    async answer(channel, caller, input) {
      const known = answers.get(channel);
      if (known !== undefined) return known(caller, input);
      const early = meanwhile(channel, caller, input);
      if (early !== null) return early;
      const registered = waiting.get(channel);
      if (registered === undefined) throw new Error('expected a channel of the contract');
      return (await registered.promise)(caller, input);
    },
    register(channel, answer) {
      answers.set(channel, answer);
      waiting.get(channel)?.resolve(answer);
    },
  };
}
