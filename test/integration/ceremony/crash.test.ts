import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMovement } from '../../../electron/console/movement-views.ts';
import { practiceDeposit } from '../../../electron/console/practice-deposit.ts';
import { type Treasury, vaultOfKind } from '../../../electron/console/treasury.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import { entriesOf, openCeremonyDesk, provenTranscript, unlockWritten } from '../../support/ceremony-desk.ts';
import { startChild } from '../../support/start-child.ts';
import { settle } from '../../support/treasury-fixture.ts';
import { must } from '../../support/treasury-steps.ts';

const child = new URL('../../support/ceremony-child.ts', import.meta.url);

/** All that a ceremony can change, to be compared. */
const everything = (treasury: Treasury) => ({
  policies: treasury.file.policies,
  vaultFiles: treasury.file.vaultFiles,
  retired: treasury.store.vaults.retired(),
  accounts: treasury.store.accounts.list({ search: '', offset: 0, limit: 100 }, null),
  addresses: treasury.store.accounts.all(),
  movements: treasury.store.movements.inState('queued', 'proposed').map(({ id, amount }) => [id, amount]),
  held: entriesOf(treasury, 'ceremony-held'),
});

describe('a station that is killed at the end of a ceremony', () => {
  it.each(['after-record', 'before-treasury', 'after-treasury', 'after-journal', 'after-all'])(
    '%s: the next start carries it out, exactly once',
    async (moment) => {
      const desk = await openCeremonyDesk();
      const old = desk.hot;
      const { receiveAddress } = vaultOfKind(desk.treasury, 'hot');
      must(await practiceDeposit(desk.treasury, { address: receiveAddress, amount: '100' }));
      await settle(desk);
      await desk.treasury.close();
      const killed = startChild(child, [desk.folder, moment]);
      expect(await killed.exited, 'killed by the signal').toBeNull();
      expect(killed.output()).toBe('open\n');

      const treasury = await desk.reopen();
      const notes = readdirSync(path.join(desk.folder, 'vaults')).filter((file) => /unfinished/.test(file));
      expect(notes).toEqual([]);
      const [name, ...more] = readdirSync(path.join(desk.folder, 'ceremonies'));
      expect(more).toEqual([]);
      await provenTranscript(treasury, name!.slice(0, -'.json'.length));
      const after = everything(treasury);
      expect(after.policies).toHaveLength(2);
      expect(after.held).toHaveLength(1);
      expect(after.retired).toEqual(new Set([old]));
      const { id, receiveAddress: next } = vaultOfKind(treasury, 'hot');
      expect(after.addresses.filter(({ vaultId }) => vaultId === id)).toHaveLength(21);
      expect(treasury.store.accounts.find(next)?.issuedAt).not.toBeNull();
      expect(after.movements).toHaveLength(1);
      const sweep = must(readMovement(treasury, { id: after.movements[0]![0] as string }));
      expect(sweep.row.state).toBe(moment === 'after-all' ? 'queued' : 'proposed');
      must(await unlockWritten(treasury, id));

      const again = await desk.reopen();
      expect(everything(again)).toEqual(after);
      must(await verifyJournal(again));
    },
  );

  it('before it is written down: it was not held, and can be held again', async () => {
    const desk = await openCeremonyDesk();
    await desk.treasury.close();
    const killed = startChild(child, [desk.folder, 'before-record']);
    expect(await killed.exited).toBeNull();
    const files = () => readdirSync(path.join(desk.folder, 'vaults')).toSorted();
    expect(files(), 'the seed that nobody signed for').toHaveLength(7);
    const treasury = await desk.reopen();
    expect(files()).toEqual([
      'cold.stronghold',
      'cold.stronghold.state',
      'hot.stronghold',
      'hot.stronghold.state',
    ]);
    expect(treasury.policy.version).toBe(1);
    expect(treasury.store.vaults.retired()).toEqual(new Set());
    expect(entriesOf(treasury, 'ceremony-held')).toEqual([]);
    await treasury.close();
    const held = startChild(child, [desk.folder, 'never']);
    expect(await held.exited).toBe(0);
    const again = await desk.reopen();
    expect(again.policy.version).toBe(2);
    must(await verifyJournal(again));
  });
});
