import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Movement } from '../../../electron/books/rows.ts';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import type { Actor } from '../../../electron/console/actor.ts';
import { asOfficer } from '../../../electron/console/actor.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { exportJournal } from '../../../electron/console/journal/export-journal.ts';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { cancel } from '../../../electron/console/movements/cancel.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { requestSweep } from '../../../electron/console/movements/sweep.ts';
import { voidPayment } from '../../../electron/console/movements/void-payment.ts';
import { signIn, signOut } from '../../../electron/console/officers/sign-in.ts';
import { changeIdleLock } from '../../../electron/console/security/change-idle-lock.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { changeVaultPassword, saveVaultCopy } from '../../../electron/console/vaults/vault-file.ts';
import { movementStates } from '../../../electron/core/movement/movement-state.ts';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { EXECUTE } from '../../../electron/practice/rpc/write-transactions.ts';
import { approveShown, officerIdOf, PASSWORD, utf8 } from '../treasury-steps.ts';
import type { LivingDesk, World } from './life.ts';

/** Somebody outside who was to be paid; each address is that of one withdrawal. */
export interface Asked {
  readonly recipient: string;
  readonly units: bigint;
}

/** What a history knows beside the folder, from life to life. */
export interface Memory {
  readonly asked: Asked[];
  /** The vaults, the hot one first. */
  readonly vaultIds: readonly string[];
  /** Passwords that a vault may have: two after a kill in the middle of a change. */
  readonly passwords: Map<string, string[]>;
  accounts: number;
}

export interface Acting {
  readonly at: LivingDesk;
  readonly world: World;
  readonly memory: Memory;
}

type Act = (acting: Acting) => Promise<Result<unknown>>;

export const IOTA = 1_000_000_000n;
const people = ['Mara', 'Ben', 'Chiara', 'Dev'] as const;
const MINUTE = 60_000;

const pick = <T>({ draw }: World, of: readonly T[]): T | undefined => of[draw(of.length)];
const hot = ({ memory }: Acting): string => memory.vaultIds[0] ?? '';
/** Mostly the hot one, which pays. */
const anyVault = ({ memory, world }: Acting): string => memory.vaultIds[world.draw(4) === 0 ? 1 : 0] ?? '';
const last = (words: readonly string[] | undefined): string => words?.at(-1) ?? PASSWORD;

/** Somebody at the desk, signed in where they were not; who has to wait after wrong passwords, waits. */
async function actor({ at, world }: Acting, name: string): Promise<Actor> {
  const { station, caller } = at;
  const officerId = officerIdOf(station, name);
  for (;;) {
    const session = caller.officers.get(officerId);
    if (session) return asOfficer(session);
    const signed = await signIn(station, caller, { officerId, password: utf8(PASSWORD) });
    if (signed.ok) continue;
    if (signed.code !== 'password-wait' && signed.code !== 'signer-crashed') {
      throw new Error(`${signed.code}: ${signed.message}`);
    }
    world.clock.at += 10 * MINUTE;
  }
}

/** Does something to any movement in one of these states. */
const toMovement =
  (
    names: readonly string[],
    states: readonly Movement['state'][],
    act: (acting: Acting, by: Actor, id: string) => Promise<Result<unknown>>,
  ): Act =>
  async (acting) => {
    const { at, world } = acting;
    // Now and then to one in any state: most of that is refused.
    const among = world.draw(12) === 0 ? movementStates : states;
    const movement = pick(world, await at.station.books.movements.inState(among));
    return movement ? act(acting, await actor(acting, pick(world, names) ?? 'Ben'), movement.id) : ok(null);
  };

async function request(acting: Acting): Promise<Result<unknown>> {
  const { at, world, memory } = acting;
  const whole = 1n + BigInt(world.draw(world.draw(4) === 0 ? 4000 : 400));
  const recipient = `0x${(memory.asked.length + 1).toString(16).padStart(4, '0')}${'ab'.repeat(30)}`;
  const mara = await actor(acting, 'Mara');
  // Noted before: a kill may come after the commit.
  memory.asked.push({ recipient, units: whole * IOTA });
  const typed = { vaultId: hot(acting), recipient, amount: `${whole}`, reference: '' };
  return requestWithdrawal(at.station, mara, typed);
}

const unlock: Act = (acting) => unlockVault(acting, anyVault(acting));

async function unlockVault(acting: Acting, vaultId: string): Promise<Result<unknown>> {
  const { at, memory } = acting;
  const words = memory.passwords.get(vaultId);
  const by = await actor(acting, pick(acting.world, people) ?? 'Ben');
  const opened = await openVault(at.station, by, { vaultId, password: utf8(last(words)) });
  const [before] = words ?? [];
  // A change of the password was killed: the file has the old one still.
  if (opened.ok || opened.code !== 'password-wrong' || before === undefined) return opened;
  const again = await openVault(at.station, by, { vaultId, password: utf8(before) });
  if (again.ok) memory.passwords.set(vaultId, [before]);
  return again.ok || words?.length === 2 ? again : refuse('internal-error', 'a right password is refused');
}

async function changePassword(acting: Acting): Promise<Result<unknown>> {
  const { at, world, memory } = acting;
  const vaultId = anyVault(acting);
  const known = memory.passwords.get(vaultId) ?? [PASSWORD];
  if (known.length > 1) return ok(null); // which one it has shows at the next unlocking
  const next = `play money ${world.draw(1000)}`;
  const [by, second] = [await actor(acting, 'Ben'), await actor(acting, 'Chiara')];
  memory.passwords.set(vaultId, [last(known), next]);
  const passwords = { password: utf8(last(known)), next: utf8(next), again: utf8(next) };
  const changed = await changeVaultPassword(at.station, by, { vaultId, ...passwords, second });
  if (changed.ok) memory.passwords.set(vaultId, [next]);
  // By these the file was not touched; by any other it may have been.
  else if (untouched.has(changed.code)) memory.passwords.set(vaultId, [...known]);
  return changed;
}

const untouched: ReadonlySet<string> = new Set(['password-wait', 'password-wrong', 'password-weak']);

/** A vault that has to be open, and may be so already. */
async function withVault(acting: Acting, vaultId: string): Promise<void> {
  if (acting.at.station.keys.vaults.state(vaultId) === 'locked' && acting.world.draw(3) > 0) {
    await unlockVault(acting, vaultId);
  }
}

/** All that one payment takes, one after the other; whatever is refused on the way, is left. */
async function pay(acting: Acting): Promise<Result<unknown>> {
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
const cancelStuck: Act = async (acting) => {
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

const deposit: Act = async ({ at, world, memory }) => {
  const { rows } = await at.station.books.accounts.list({ search: '', offset: 0, limit: 50 }, null);
  const account = pick(world, rows);
  if (!account) return ok(null);
  const window = { search: '', offset: 0, limit: 50 };
  const issued = await at.station.books.addresses.issued(window, account.vaultId, account.index);
  const own = pick(world, issued.rows);
  // Customers are rich enough for the band to be passed now and then.
  if (own) await world.node.deposit(own.address, BigInt(1 + world.draw(9000)) * IOTA);
  if (memory.asked.length % 2 === 0) await world.node.checkpoint();
  return ok(null);
};

const acts: readonly (readonly [number, string, Act])[] = [
  [6, 'look', async ({ at }) => ok(await at.station.line.follow())],
  [
    5,
    'checkpoint and look',
    async ({ at, world }) => {
      await world.node.checkpoint();
      return ok(await at.station.line.follow());
    },
  ],
  [3, 'tick', async ({ at }) => ok(await at.life.tick())],
  [6, 'request', request],
  [10, 'pay', pay],
  [2, 'cancel a stuck payment', cancelStuck],
  [3, 'build', toMovement(['Mara', 'Ben'], ['queued'], (a, by, id) => buildQueued(a.at.station, by, id))],
  [
    10,
    'approve',
    toMovement(['Ben', 'Chiara'], ['proposed'], async ({ at }, by, id) => {
      const { proposal } = at.station.books.movements;
      return (await proposal(id)) ? approveShown(at.station, by, id) : ok(null);
    }),
  ],
  [
    10,
    'sign',
    toMovement(['Mara', 'Ben'], ['approved'], async (acting, by, id) => {
      await withVault(acting, hot(acting));
      return sign(acting.at.station, by, { id });
    }),
  ],
  [2, 'submit', toMovement(['Ben'], ['signed', 'sent'], (a, by, id) => submit(a.at.station, by, { id }))],
  [
    2,
    'reject',
    toMovement(['Mara', 'Ben'], ['proposed', 'approved'], (a, by, id) =>
      reject(a.at.station, by, { id, reason: 'no' }),
    ),
  ],
  [
    3,
    'stop',
    toMovement(['Ben', 'Chiara'], ['queued', 'proposed', 'approved', 'signed', 'sent'], (a, by, id) =>
      stop(a.at.station, by, { id, reason: 'wait' }),
    ),
  ],
  [1, 'cancel', toMovement(['Mara', 'Ben'], ['queued'], (a, by, id) => cancel(a.at.station, by, { id }))],
  [
    2,
    'void',
    toMovement(['Mara'], ['signed', 'sent'], (a, by, id) =>
      voidPayment(a.at.station, by, { id, reason: 'slip' }),
    ),
  ],
  [2, 'sweep', async (acting) => requestSweep(acting.at.station, await actor(acting, 'Mara'))],
  [4, 'deposit', deposit],
  [4, 'unlock', unlock],
  [
    2,
    'lock',
    async (acting) => lockVault(acting.at.station, await actor(acting, 'Ben'), { vaultId: anyVault(acting) }),
  ],
  [1, 'lock the station', async ({ at }) => at.station.lock()],
  [
    1,
    'sign out',
    async (acting) => {
      const officerId = officerIdOf(acting.at.station, pick(acting.world, people) ?? 'Ben');
      return signOut(acting.at.station, acting.at.caller, { officerId });
    },
  ],
  [
    1,
    'wrong password of a vault',
    async (acting) => {
      const by = await actor(acting, 'Ben');
      return openVault(acting.at.station, by, { vaultId: anyVault(acting), password: utf8('slip') });
    },
  ],
  [
    1,
    'wrong password of an officer',
    async ({ at, world }) => {
      const officerId = officerIdOf(at.station, pick(world, people) ?? 'Ben');
      return signIn(at.station, at.caller, { officerId, password: utf8('slip') });
    },
  ],
  [
    2,
    'account',
    async (acting) => {
      const vaultId = anyVault(acting);
      await withVault(acting, vaultId);
      acting.memory.accounts += 1;
      const alias = `customer ${acting.memory.accounts}`;
      return createAccount(acting.at.station, await actor(acting, 'Mara'), { vaultId, alias });
    },
  ],
  [
    3,
    'address',
    async (acting) => {
      const { rows } = await acting.at.station.books.accounts.list(
        { search: '', offset: 0, limit: 50 },
        null,
      );
      const account = pick(acting.world, rows);
      if (!account) return ok(null);
      const of = { vaultId: account.vaultId, account: account.index };
      return issueAddress(acting.at.station, await actor(acting, 'Mara'), of);
    },
  ],
  [
    1,
    'export',
    async (acting) => {
      const file = path.join(path.dirname(acting.at.life.place.folder), 'journal.jsonl');
      return exportJournal(acting.at.station, await actor(acting, 'Dev'), { file });
    },
  ],
  [
    1,
    'idle lock',
    async (acting) => {
      const second = await actor(acting, 'Chiara');
      const change = { from: 300, to: 60 + acting.world.draw(600), second };
      return changeIdleLock(acting.at.station, await actor(acting, 'Ben'), change);
    },
  ],
  [1, 'password of a vault', changePassword],
  [
    1,
    'copy of a vault',
    async (acting) => {
      const { at, world, memory } = acting;
      const vaultId = anyVault(acting);
      const target = path.join(path.dirname(at.life.place.folder), `copy-${world.draw(1e6)}.stronghold`);
      const password = utf8(last(memory.passwords.get(vaultId)));
      return saveVaultCopy(at.station, await actor(acting, 'Ben'), { vaultId, password, target });
    },
  ],
  [
    3,
    'time',
    async ({ world }) => {
      const minutes = 1 + world.draw(world.draw(3) === 0 ? 3 * 1440 : 60);
      world.clock.at += MINUTE * minutes;
      for (let days = Math.floor(minutes / 1440); days > 0; days--) await world.node.endEpoch();
      return ok(null);
    },
  ],
  [
    1,
    'epoch',
    async ({ at, world }) => {
      await world.node.endEpoch();
      return ok(await at.station.line.follow());
    },
  ],
  [
    1,
    'trouble of the node',
    async ({ world }) => {
      const kinds = ['drop', 'http429', 'html', 'duplicate', 'stale', 'splitVote'] as const;
      await world.node.trouble(pick(world, kinds) ?? 'drop', 1 + world.draw(4));
      return ok(null);
    },
  ],
  [2, 'well again', async ({ world }) => ok(await world.node.wellAgain())],
  [
    1,
    'a signer dies',
    async ({ at, world }) => {
      for (let turn = world.draw(12); turn > 0; turn--) await breathe();
      pick(world, at.life.signers.living)?.kill();
      return ok(null);
    },
  ],
];

const weights = acts.reduce((sum, [weight]) => sum + weight, 0);

/** Draws what somebody does next. */
export function drawAct(world: World): { readonly name: string; readonly act: Act } {
  let left = world.draw(weights);
  for (const [weight, name, act] of acts) {
    if (left < weight) return { name, act };
    left -= weight;
  }
  throw new Error('expected an act');
}
