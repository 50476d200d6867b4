import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { voidPayment } from '../../../electron/console/movements/void-payment.ts';
import { ok, type Result } from '../../../electron/core/result.ts';
import { EXECUTE } from '../../../electron/practice/rpc/write-transactions.ts';
import { approveShown } from '../treasury-steps.ts';
import { type Act, type Acting, actor, hot, IOTA } from './acting.ts';
import { unlockVault } from './vault-acts.ts';

export async function request(acting: Acting): Promise<Result<unknown>> {
  const { at, world, memory } = acting;
  const whole = 1n + BigInt(world.draw(world.draw(4) === 0 ? 4000 : 400));
  const recipient = `0x${(memory.asked.length + 1).toString(16).padStart(4, '0')}${'ab'.repeat(30)}`;
  const mara = await actor(acting, 'Mara');
  // Noted before: a kill may come after the commit.
  memory.asked.push({ recipient, units: whole * IOTA });
  const typed = { vaultId: hot(acting), recipient, amount: `${whole}`, reference: '' };
  return requestWithdrawal(at.station, mara, typed);
}

/** All that one payment takes, one after the other; whatever is refused on the way, is left. */
export async function pay(acting: Acting): Promise<Result<unknown>> {
  const { at } = acting;
  const asked = (await request(acting)) as Result<{ readonly id: string }>;
  if (!asked.ok) return asked;
  const { id } = asked.value;
  if (!(await at.station.books.movements.proposal(id))) return ok(null);
  for (const name of ['Ben', 'Chiara']) {
    const approved = await approveShown(at.station, await actor(acting, name), id);
    if (!approved.ok) break;
  }
  if (at.station.keys.vaults.state(hot(acting)) === 'locked') await unlockVault(acting, hot(acting));
  return sign(at.station, await actor(acting, 'Ben'), { id });
}

/** A payment that no node takes in its epoch, and its cancellation, which waits for the next one; half of them are stopped. */
export const cancelStuck: Act = async (acting) => {
  const { at, world } = acting;
  const { station } = at;
  await world.node.trouble('drop', 40, EXECUTE);
  const paid = await pay(acting);
  const [stuck] = await station.books.movements.inState(['signed']);
  if (!paid.ok || !stuck) return paid;
  const [mara, ben] = [await actor(acting, 'Mara'), await actor(acting, 'Ben')];
  if (world.draw(2) === 0) await stop(station, ben, { id: stuck.id, reason: 'stuck' });
  await world.node.endEpoch();
  await station.line.follow();
  const voided = await voidPayment(station, mara, { id: stuck.id, reason: 'stuck' });
  if (!voided.ok) return voided;
  const { id } = voided.value;
  if (await station.books.movements.proposal(id)) await approveShown(station, ben, id);
  const signed = await sign(station, ben, { id });
  await world.node.endEpoch();
  await world.node.wellAgain();
  await station.line.follow();
  return signed;
};
