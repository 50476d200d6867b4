import type { Channel, Input } from '../../../electron/contract/contract.ts';
import { call } from '../../state/call.ts';
import { shownAgain } from '../../state/queries.ts';

/** Changes the address book; it is done when list and panel show what has become of it. */
export async function actOnBook<C extends Extract<Channel, `book.${string}`>>(channel: C, input: Input<C>) {
  const answer = await call(channel, input);
  await Promise.all([shownAgain('book.read'), shownAgain('book.list')]);
  return answer;
}
