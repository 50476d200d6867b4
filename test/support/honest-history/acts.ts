import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { exportJournal } from '../../../electron/console/journal/export-journal.ts';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { cancel } from '../../../electron/console/movements/cancel.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { requestSweep } from '../../../electron/console/movements/sweep.ts';
import { voidPayment } from '../../../electron/console/movements/void-payment.ts';
import { signIn, signOut } from '../../../electron/console/officers/sign-in.ts';
import { changeIdleLock } from '../../../electron/console/security/change-idle-lock.ts';
import { ok } from '../../../electron/core/result.ts';
import { approveShown, officerIdOf, utf8 } from '../treasury-steps.ts';
import { type Act, actor, anyVault, hot, MINUTE, people, pick, toMovement } from './acting.ts';
import { backUp } from './backup-act.ts';
import type { World } from './life.ts';
import { deposit, gather } from './money-acts.ts';
import { cancelStuck, pay, request } from './pay-acts.ts';
import { changePassword, lock, saveCopy, unlock, withVault, wrongPassword } from './vault-acts.ts';

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
  [4, 'gather', gather],
  [4, 'unlock', unlock],
  [2, 'lock', lock],
  [1, 'lock the station', async ({ at }) => at.station.lock()],
  [
    1,
    'sign out',
    async (acting) => {
      const officerId = officerIdOf(acting.at.station, pick(acting.world, people) ?? 'Ben');
      return signOut(acting.at.station, acting.at.caller, { officerId });
    },
  ],
  [1, 'wrong password of a vault', wrongPassword],
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
  [1, 'copy of a vault', saveCopy],
  [1, 'backup', backUp],
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
