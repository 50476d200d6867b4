import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { lookForMoney } from '../../../electron/console/addresses/look-for-money.ts';
import { SearchRoom } from '../../../electron/console/addresses/search-room.ts';
import { USUAL_REACH } from '../../../electron/console/addresses/search-used.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { NO_TIMERS, openDesk, settle, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, PASSWORD } from '../../support/treasury-steps.ts';

const room = () => new SearchRoom(() => {});

async function openHot(by: 'json' | 'grpc' = 'grpc') {
  const desk = await openDesk(NO_TIMERS, PASSWORD, by);
  const mara = await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
  const addressAt = async (account: number, index: number, change = 0) => {
    const client = must(desk.station.keys.vaults.client(desk.hot));
    const derived = must(await client.ask('addresses', { account, change, from: index, count: 1 }));
    return derived.addresses[0]!.address;
  };
  const look = (of: Partial<Parameters<typeof lookForMoney>[2]> = {}) =>
    lookForMoney(desk.station, mara, {
      vaultId: desk.hot,
      from: 0,
      room: room(),
      ...USUAL_REACH,
      ...of,
    });
  return { desk, mara, addressAt, look };
}

const balanceOf = async ({ station, hot }: TestDesk) => (await station.books.figures.vault(hot)).balance;

describe('looking for money in an open vault', () => {
  it.each(['json', 'grpc'] as const)(
    'finds by %s coins in accounts and addresses that the treasury does not know, at a node without their history',
    async (by) => {
      const { desk, mara, addressAt, look } = await openHot(by);
      const { station, hot } = desk;
      const places = [
        [4, 3, 0],
        [0, 30, 0],
        [1, 2, 1],
      ] as const;
      for (const [account, index, change] of places) {
        await desk.node.deposit(await addressAt(account, index, change), 5_000_000_000n);
      }
      await desk.node.checkpoint();
      await settle(desk);
      const before = await balanceOf(desk);
      const newest = must(await station.line.line.latestCheckpoint());
      await desk.node.prune(Number(newest));

      const found = must(await look({ accountGap: 5 }));
      expect(found).toMatchObject({ next: null, units: 15_000_000_000n });
      await settle(desk);
      expect(await balanceOf(desk)).toBe(before + 15_000_000_000n);
      expect((await station.books.accounts.get(hot, 4))?.alias).toMatch(/ account 4$/);
      expect((await station.books.addresses.find(await addressAt(0, 30)))?.issuedAt).toBeGreaterThan(0);
      const next = must(await issueAddress(station, mara, { vaultId: hot, account: 4 }));
      expect(next.path.index, 'somebody was told the used one and those before it').toBe(4);
      must(await verifyJournal(station));
      const [entry] = await entriesOf(station, 'money-found');
      expect(entry?.actor).toMatchObject({ kind: 'person' });

      expect(must(await look({ accountGap: 5 })), 'a second search finds nothing anew').toMatchObject({
        accounts: 0,
        addresses: 0,
        units: 0n,
      });
      expect(await entriesOf(station, 'money-found')).toHaveLength(1);
      await desk.reopen();
      await desk.station.check.again();
      expect(await openAlarms(desk.station), 'the tables follow from the journal').toEqual([]);
      expect(await balanceOf(desk)).toBe(before + 15_000_000_000n);
    },
  );

  it('finds nothing where there is nothing, and records nothing', async () => {
    const { desk, look } = await openHot();
    expect(must(await look())).toMatchObject({ accounts: 0, addresses: 0, units: 0n, next: null });
    expect(await entriesOf(desk.station, 'money-found')).toEqual([]);
  });

  it('an address that the search found, set back to unused in its row, is given to nobody', async () => {
    const { desk, addressAt, look } = await openHot();
    const used = await addressAt(3, 1);
    await desk.node.deposit(used, 1_000_000_000n);
    await desk.node.checkpoint();
    must(await look({ accountGap: 5 }));
    await desk.station.close();
    const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
    db.prepare('UPDATE addresses SET issued_at = NULL, issued_seq = NULL WHERE address = ?').run(used);
    db.close();
    await desk.reopen();
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await issueAddress(desk.station, mara, { vaultId: desk.hot, account: 3 }))).toBe(
      'address-not-attested',
    );
  });

  it('is refused to a locked vault, to nobody, to an unknown vault, and twice at once', async () => {
    const { desk, mara, look } = await openHot();
    const busy = room();
    const first = look({ room: busy });
    expect(codeOf(await look({ room: busy }))).toBe('search-under-way');
    must(await first);
    expect(codeOf(await look({ vaultId: '0193a3e0-0000-4000-8000-00000000000b' }))).toBe('vault-unknown');
    must(await lockVault(desk.station, mara, { vaultId: desk.hot }));
    expect(codeOf(await look())).toBe('vault-locked');
  });

  it('that is called off records nothing', async () => {
    const { desk, addressAt, look } = await openHot();
    await desk.node.deposit(await addressAt(3, 1), 1_000_000_000n);
    await desk.node.checkpoint();
    const stopped: SearchRoom = new SearchRoom(() => {
      if ((stopped.state()?.account ?? 0) > 0) stopped.stop();
    });
    expect(codeOf(await look({ accountGap: 5, room: stopped }))).toBe('search-called-off');
    expect(stopped.state()).toBeNull();
    expect(await entriesOf(desk.station, 'money-found')).toEqual([]);
  });

  it('at a node that stops answering records nothing', async () => {
    const { desk, look } = await openHot();
    await desk.node.stop();
    expect((await look()).ok).toBe(false);
    expect(await entriesOf(desk.station, 'money-found')).toEqual([]);
  });
});
