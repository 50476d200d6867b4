import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import { settleFolder } from '../../../electron/console/treasury/settle-folder.ts';
import { DATE_TOLERANCE_MS } from '../../../electron/core/proposal/request.ts';
import { copyFolder } from '../../support/copy-folder.ts';
import { type OpenedDesk, openAt, outsideAt, putBack, settle } from '../../support/held-folder.ts';
import {
  ask,
  askApproved,
  OUTSIDER,
  openFundedDesk,
  settle as sealAndFollow,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter, must } from '../../support/treasury-steps.ts';

let desk: TestDesk;
let outside: string;
let copy: string;
let paid: string;

/** A payment that is approved when the folder is copied, and paid after. */
beforeEach(async () => {
  outside = mkdtempSync(path.join(tmpdir(), 'sallyport-outside-'));
  desk = await openFundedDesk(['100', '100'], outsideAt(outside));
  paid = await askApproved(desk, '60');
  await desk.station.close();
  copy = `${desk.folder}-copy`;
  copyFolder(desk.folder, copy);
  await desk.reopen();
  must(await unlock(desk.station, desk.hot));
  must(await sign(desk.station, await enter(desk, 'Ben'), { id: paid }));
  await sealAndFollow(desk);
  await desk.station.close();
});
afterEach(() => rmSync(outside, { recursive: true, force: true }));

const payments = async () => (await desk.node.paymentsTo(OUTSIDER)).length;

/** Asks for 20 as soon as requests are new again. */
async function askAfter(at: TestDesk): Promise<string> {
  desk.wait(DATE_TOLERANCE_MS + 1);
  try {
    return await ask(at, '20');
  } finally {
    desk.wait(-DATE_TOLERANCE_MS - 1);
  }
}

const code = (asked: Promise<string>) =>
  asked.then(
    () => null,
    (error: Error) => error.message.split(':')[0],
  );

async function signAgain(at: OpenedDesk): Promise<string | null> {
  return codeOf(await sign(at.station, await enter(at, 'Ben'), { id: paid }));
}

describe('an older copy of the whole folder, put back after a payment', () => {
  it('is held: nothing is approved, signed or sent, and the payment is not paid twice', async () => {
    putBack(copy, desk.folder);
    const at = await openAt(desk.folder, desk.effects);
    expect(codeOf(at.station.hold.check())).toBe('folder-older');
    const { older } = at.station.hold.view();
    expect(older?.newer.seq).toBeGreaterThan(older?.ours.seq ?? 0);
    expect(codeOf(await unlock(at.station, desk.hot))).toBe('folder-older');
    expect(await signAgain(at)).toBe('folder-older');
    await at.station.line.follow();
    expect(await payments()).toBe(1);
    await at.station.close();
  });

  it('works again after two officers have settled it; what was paid is never signed again', async () => {
    putBack(copy, desk.folder);
    const at = await openAt(desk.folder, desk.effects);
    must(await settle(at));
    // The ledger was followed first: it shows a payment that these older books do not know, settled with the rest.
    expect(at.station.hold.check().ok).toBe(true);
    expect(at.station.hold.settled().last?.settlement.spends).toHaveLength(1);
    must(await unlock(at.station, desk.hot));
    // It is one that they had approved: it is known as paid from the ledger, by another copy.
    const found = await at.station.books.movements.get(paid);
    expect(found).toMatchObject({ state: 'final', problem: { code: 'spend-not-in-books' } });
    expect(await signAgain(at)).toBe('request-settled');
    const repaired = { ...desk, station: at.station, caller: at.caller };
    expect(await code(ask(repaired, '20')), 'one that was dated ahead may be signed already').toBe(
      'request-too-early',
    );
    const next = await askAfter(repaired);
    await approveAs(at, 'Ben', next);
    must(await sign(at.station, await enter(at, 'Ben'), { id: next }));
    await sealAndFollow(repaired);
    expect((await at.station.books.movements.get(next))?.state).toBe('final');
    expect(await payments()).toBe(2);
    expect(codeOf(await verifyJournal(at.station))).toBeNull();
    await at.station.close();
    const again = await openAt(desk.folder, desk.effects);
    expect(again.station.hold.check().ok).toBe(true);
    await again.station.close();
  });

  it('signs nothing until the longest lifetime has passed, where officers do not know that nothing was under way', async () => {
    putBack(copy, desk.folder);
    const at = await openAt(desk.folder, desk.effects);
    must(await settle(at, false));
    must(await unlock(at.station, desk.hot));
    const repaired = { ...desk, station: at.station, caller: at.caller };
    const next = await askAfter(repaired);
    await approveAs(at, 'Ben', next);
    const ben = await enter(at, 'Ben');
    expect(codeOf(await sign(at.station, ben, { id: next }))).toBe('vaults-wait');
    const { signsFrom } = at.station.hold.view();
    // The longest rule of the practice policy lives 15 epochs of a day, and the one in which it was signed.
    expect(signsFrom).toBeGreaterThan(Date.now() + 15.9 * 86_400_000);
    desk.wait(16 * 86_400_000 + 1000);
    // A clock that was set ahead ends no wait: the ledger's own time counts.
    expect(codeOf(await sign(at.station, ben, { id: next }))).toBe('vaults-wait');
    expect(at.station.hold.view().signsFrom).toBeNull();
    await at.station.close();
  });

  it('is not settled by one officer, nor where the ledger cannot be followed', async () => {
    putBack(copy, desk.folder);
    const at = await openAt(desk.folder, desk.effects);
    const mara = await enter(at, 'Mara');
    const alone = { nothingUnderWay: true, second: null };
    expect(codeOf(await settleFolder(at.station, mara, alone))).toBe('second-officer-needed');
    await desk.node.stop();
    expect(codeOf(await settle(at))).toBe('node-unreachable');
    expect(codeOf(at.station.hold.check())).toBe('folder-older');
    await at.station.close();
  });

  it('put back once more after it was settled, is held once more', async () => {
    putBack(copy, desk.folder);
    const at = await openAt(desk.folder, desk.effects);
    must(await settle(at));
    await at.station.close();
    putBack(copy, desk.folder);
    const again = await openAt(desk.folder, desk.effects);
    expect(codeOf(again.station.hold.check())).toBe('folder-older');
    await again.station.close();
  });

  it('is not held again where the process died between the settlement and the mark outside', async () => {
    const newer = `${outside}-newer`;
    copyFolder(outside, newer);
    putBack(copy, desk.folder);
    const at = await openAt(desk.folder, desk.effects);
    must(await settle(at));
    await at.station.close();
    putBack(newer, outside);
    const again = await openAt(desk.folder, desk.effects);
    expect(again.station.hold.check().ok).toBe(true);
    await again.station.close();
    rmSync(newer, { recursive: true });
  });

  it('whose marks outside were deleted raises the alarm where the ledger shows the payment', async () => {
    putBack(copy, desk.folder);
    for (const name of readdirSync(outside)) {
      if (name !== 'install.json') rmSync(path.join(outside, name));
    }
    const at = await openAt(desk.folder, desk.effects);
    expect(at.station.hold.check().ok).toBe(true);
    must(await unlock(at.station, desk.hot));
    await at.station.line.follow();
    expect(codeOf(at.station.hold.check())).toBe('spend-not-in-books');
    expect(at.station.keys.vaults.client(desk.hot).ok).toBe(false);
    expect(await signAgain(at)).toBe('spend-not-in-books');
    await at.station.close();
    // It is in the journal: another start does not forget it.
    const again = await openAt(desk.folder, desk.effects);
    expect(codeOf(again.station.hold.check())).toBe('spend-not-in-books');
    must(await settle(again));
    expect(again.station.hold.check().ok).toBe(true);
    await again.station.close();
    expect(await payments()).toBe(1);
  });
});

it('a payment that was signed and never sent is not sent by itself after its folder was settled: it may have been asked for again', async () => {
  const at = await openAt(desk.folder, desk.effects);
  must(await unlock(at.station, desk.hot));
  const before = { ...desk, station: at.station, caller: at.caller };
  const lost = await askApproved(before, '30');
  await at.station.close();
  rmSync(copy, { recursive: true });
  copyFolder(desk.folder, copy);
  const later = await openAt(desk.folder, desk.effects);
  must(await unlock(later.station, desk.hot));
  must(await sign({ ...later.station, line: null }, await enter(later, 'Ben'), { id: lost }));
  await later.station.close();
  for (const part of ['treasury.sqlite', 'treasury.sqlite-wal', 'treasury.sqlite-shm']) {
    rmSync(path.join(desk.folder, part), { force: true });
  }
  copyFileSync(path.join(copy, 'treasury.sqlite'), path.join(desk.folder, 'treasury.sqlite'));
  const again = await openAt(desk.folder, desk.effects);
  must(await settle(again));
  // What the vault had signed is known again, and can be cancelled or sent by an officer.
  must(await unlock(again.station, desk.hot));
  const row = async () => again.station.books.movements.get(lost);
  expect((await row())?.state).toBe('signed');
  await again.station.line.follow();
  await sealAndFollow({ ...desk, station: again.station, caller: again.caller });
  expect(await payments()).toBe(1);
  expect(await row()).toMatchObject({ state: 'signed', problem: { code: 'request-settled' } });
  must(await submit(again.station, await enter(again, 'Ben'), { id: lost }));
  await sealAndFollow({ ...desk, station: again.station, caller: again.caller });
  expect(await payments()).toBe(2);
  await again.station.close();
});

it('a database alone that was put back is held', async () => {
  for (const part of ['treasury.sqlite', 'treasury.sqlite-wal', 'treasury.sqlite-shm']) {
    rmSync(path.join(desk.folder, part), { force: true });
  }
  copyFileSync(path.join(copy, 'treasury.sqlite'), path.join(desk.folder, 'treasury.sqlite'));
  const at = await openAt(desk.folder, desk.effects);
  expect(codeOf(at.station.hold.check())).toBe('folder-older');
  await at.station.close();
});

it("a vault's sealed state alone that was put back does not open", async () => {
  putBack(copy, desk.folder, 'vaults');
  const at = await openAt(desk.folder, desk.effects);
  expect(at.station.hold.check().ok).toBe(true);
  expect(codeOf(await unlock(at.station, desk.hot))).toBe('state-rolled-back');
  await at.station.close();
});

it('a folder that nobody put back raises no alarm, however often it is opened', async () => {
  for (const _ of [1, 2, 3]) {
    const at = await openAt(desk.folder, desk.effects);
    expect(at.station.hold.view()).toEqual({ enrolment: null, older: null, spends: [], signsFrom: null });
    await enter(at, 'Mara');
    await at.station.close();
  }
});
