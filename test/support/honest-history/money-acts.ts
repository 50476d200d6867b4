import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { requestGather } from '../../../electron/console/mandates/gather.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { ok, type Result } from '../../../electron/core/result.ts';
import { approveShown } from '../treasury-steps.ts';
import { type Act, type Acting, actor, hot, IOTA, pick } from './acting.ts';
import { withVault } from './vault-acts.ts';

const EVERYTHING = { search: '', offset: 0, limit: 50 };

export const deposit: Act = async ({ at, world, memory }) => {
  const { rows } = await at.station.books.accounts.list(EVERYTHING, null);
  const account = pick(world, rows);
  if (!account) return ok(null);
  const issued = await at.station.books.addresses.issued(EVERYTHING, account.vaultId, account.index);
  const own = pick(world, issued.rows);
  // Customers are rich enough for the band to be passed now and then.
  if (own) await world.node.deposit(own.address, BigInt(1 + world.draw(9000)) * IOTA);
  if (memory.asked.length % 2 === 0) await world.node.checkpoint();
  return ok(null);
};

/** Two or three customers of the hot vault pay in, each at an address of its own. */
async function scatter(acting: Acting): Promise<Result<unknown>> {
  const { at, world } = acting;
  const { rows } = await at.station.books.accounts.list(EVERYTHING, null);
  const account = pick(
    world,
    rows.filter(({ vaultId }) => vaultId === hot(acting)),
  );
  if (!account) return ok(null);
  const mara = await actor(acting, 'Mara');
  for (let sources = 2 + world.draw(2); sources > 0; sources--) {
    const of = { vaultId: account.vaultId, account: account.index };
    const issued = await issueAddress(at.station, mara, of);
    if (!issued.ok) return issued;
    const { address } = issued.value;
    if (address !== null) await world.node.deposit(address, BigInt(1 + world.draw(90)) * IOTA);
  }
  await world.node.checkpoint();
  await at.station.line.follow();
  return ok(null);
}

/**
 * Scattered deposits are gathered under one mandate: asked for, approved, and its parts signed one after the other. Half of
 * them are left on the way, for whoever approves, signs or stops next.
 */
export const gather: Act = async (acting) => {
  const { at, world } = acting;
  const scattered = await scatter(acting);
  if (!scattered.ok) return scattered;
  const asked = await requestGather(at.station, await actor(acting, 'Mara'), { vaultId: hot(acting) });
  if (!asked.ok || world.draw(4) === 0) return asked;
  const [id = ''] = asked.value.ids;
  for (const name of ['Ben', 'Chiara']) {
    const approved = await approveShown(at.station, await actor(acting, name), id);
    if (!approved.ok) break;
  }
  if (world.draw(4) === 0) return ok(null);
  await withVault(acting, hot(acting));
  return sign(at.station, await actor(acting, 'Ben'), { id });
};
