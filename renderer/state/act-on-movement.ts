import type { Channel, Input, Output } from '../../electron/contract/contract.ts';
import { type Answer, call } from './call.ts';
import { shownAgain } from './queries.ts';

/**
 * Does something with a movement. It is done when the panel shows what has become of it: never the old count of approvals
 * beside the word that one more was given.
 */
export async function actOnMovement<C extends Extract<Channel, `movement.${string}`>>(
  channel: C,
  input: Input<C>,
): Promise<Answer<Output<C>>> {
  const answer = await call(channel, input);
  await shownAgain('movement.read');
  return answer;
}
