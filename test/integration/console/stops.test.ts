import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { approve } from '../../../electron/console/movements/approve.ts';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { expireApprovals } from '../../../electron/console/movements/expire-approvals.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import { settleStops, stop } from '../../../electron/console/movements/stop.ts';
import { submitStored } from '../../../electron/console/movements/submit-stored.ts';
import { signIn } from '../../../electron/console/officers/sign-in.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { Refused, refuse } from '../../../electron/core/result.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { type HeldAnswers, holdAnswers } from '../../support/held-answers.ts';
import {
  ask,
  askApproved,
  OUTSIDER,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, officerIdOf, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const LONG_AFTER = 48 * 3_600_000;

let answers: HeldAnswers;
let desk: TestDesk;

beforeEach(async () => {
  answers = holdAnswers();
  desk = await openFundedDesk(['100'], { spawnSigner: answers.spawn });
});

const detailOf = async (id: string) => must(await readMovement(desk.station, nobody, { id }));
const stateOf = async (id: string) => (await detailOf(id)).row.state;
const reserved = async () => (await desk.station.books.figures.vault(desk.hot)).reserved;
const paid = async () => (await desk.node.paymentsTo(OUTSIDER)).length;
const open = () => unlock(desk.station, desk.hot);
const lock = async () => must(await lockVault(desk.station, desk.as('Mara'), { vaultId: desk.hot }));
const stopIt = async (name: string, id: string, reason = '') =>
  stop(desk.station, await enter(desk, name), { id, reason });
const signIt = async (id: string) => sign(desk.station, await enter(desk, 'Ben'), { id });

/** Everything that anybody could still do with it. */
async function refusals(id: string) {
  const { station } = desk;
  const [ben, chiara] = [await enter(desk, 'Ben'), await enter(desk, 'Chiara')];
  const { decoded } = await detailOf(id);
  const seen = { id, digest: decoded?.digest ?? '', viewDigest: decoded?.viewDigest ?? '' };
  return {
    build: codeOf(await buildQueued(station, ben, id)),
    approve: codeOf(await approve(station, chiara, seen)),
    sign: codeOf(await sign(station, ben, { id })),
    submit: codeOf(await submit(station, ben, { id })),
  };
}

const everything = {
  build: 'proposal-state',
  approve: 'proposal-state',
  sign: 'proposal-state',
  submit: 'proposal-state',
};

describe('a stopped movement', () => {
  it('is neither approved, signed nor sent while its vault is locked; then its vault seals the no', async () => {
    const id = await askApproved(desk, '40');
    await lock();
    must(await stopIt('Chiara', id, 'the customer was called: not theirs'));
    expect(await stateOf(id)).toBe('stopped');
    expect(await refusals(id)).toEqual(everything);
    expect(await reserved(), 'its vault may have signed').toBe(100_000_000_000n);
    const detail = await detailOf(id);
    expect(detail.row.stopped).toBe(true);
    expect(detail.actions).toEqual([]);
    expect(detail.rejection).toMatchObject({
      officerName: 'Chiara Rossi',
      reason: 'the customer was called: not theirs',
    });
    must(await open());
    expect(await stateOf(id)).toBe('rejected');
    expect(await reserved()).toBe(0n);
    expect((await detailOf(id)).history.map(({ kind }) => kind).slice(-2)).toEqual([
      'movement-stopped',
      'stop-sealed',
    ]);
    must(await verifyJournal(desk.station));
  });

  it('is rejected at once where its vault is open: the signer takes its old approvals no more', async () => {
    const id = await askApproved(desk, '40');
    const { books, keys } = desk.station;
    const proposal = (await books.movements.proposal(id))?.proposal;
    if (!proposal) throw new Error('expected a proposal');
    const approvals = (await books.movements.approvals(id)).map(({ approval }) => approval);
    must(await stopIt('Ben', id));
    expect(await stateOf(id)).toBe('rejected');
    const again = await must(keys.vaults.client(desk.hot)).ask('sign', {
      proposal,
      approvals,
      fields: null,
      journal: null,
      epoch: '0',
    });
    expect(codeOf(again)).toBe('approval-voided');
    expect(await refusals(id)).toEqual(everything);
    must(await verifyJournal(desk.station));
  });

  it('that has no transaction yet is stopped and rejected, too, and nobody builds one', async () => {
    const first = await ask(desk, '60');
    const queued = await ask(desk, '60');
    expect(await stateOf(queued), 'the only coin is bound').toBe('queued');
    await lock();
    must(await stopIt('Ben', queued));
    expect(await refusals(queued)).toEqual({ ...everything });
    expect(await stateOf(queued)).toBe('stopped');
    must(await open());
    expect([await stateOf(queued), await stateOf(first)]).toEqual(['rejected', 'proposed']);
    must(await verifyJournal(desk.station));
  });

  it('stays stopped over a restart, and is nothing that expires', async () => {
    const id = await askApproved(desk, '40');
    await lock();
    must(await stopIt('Ben', id));
    const station = await desk.reopen();
    await desk.pass(LONG_AFTER);
    await expireApprovals(station);
    await settleStops(station);
    expect(await stateOf(id)).toBe('stopped');
    await enter(desk, 'Mara');
    must(await open());
    expect(await stateOf(id)).toBe('rejected');
  });

  it('is stopped though its vault dies when it has sealed the no; the next opening settles it, once', async () => {
    const id = await askApproved(desk, '40');
    answers.next('seal void', 'dies');
    must(await stopIt('Ben', id));
    expect(await stateOf(id)).toBe('stopped');
    must(await open());
    expect(await stateOf(id)).toBe('rejected');
    await settleStops(desk.station);
    expect((await entriesOf(desk.station, 'stop-sealed')).length).toBe(1);
    must(await verifyJournal(desk.station));
  });
});

describe('a stop after the signature', () => {
  it('of which the station did not hear: the vault shows it, and the payment is signed and held', async () => {
    const id = await askApproved(desk, '40');
    answers.next('sign', 'dies');
    expect(codeOf(await signIt(id))).toBe('signer-crashed');
    must(await stopIt('Chiara', id));
    expect(await stateOf(id)).toBe('stopped');
    const station = await desk.reopen();
    await enter(desk, 'Mara');
    must(await open());
    expect(await stateOf(id)).toBe('signed');
    expect((await entriesOf(station, 'proposal-signed')).at(-1)?.body).toMatchObject({ recovered: true });
    expect(await entriesOf(station, 'stop-sealed')).toEqual([]);
    expect(await reserved(), 'what was signed for stays bound').toBe(100_000_000_000n);
    await settle(desk);
    await settle(desk);
    expect([await stateOf(id), await paid()], 'the station sends it by itself never').toEqual(['signed', 0]);
    must(await verifyJournal(station));
  });

  it('that is on its way: it is signed, and not sent', async () => {
    const id = await askApproved(desk, '40');
    await enter(desk, 'Chiara');
    answers.next('sign', 'waits');
    const signing = signIt(id);
    await answers.given();
    must(await stopIt('Chiara', id));
    expect(await stateOf(id), 'nobody knows yet').toBe('stopped');
    answers.release();
    must(await signing);
    expect(await stateOf(id)).toBe('signed');
    await settle(desk);
    expect([await stateOf(id), await paid()]).toEqual(['signed', 0]);
  });

  it('that is on its way when the vault dies: the vault shows it when it opens, and no coin is freed that was signed away', async () => {
    const id = await askApproved(desk, '40');
    await enter(desk, 'Chiara');
    answers.next('sign', 'waits');
    const signing = signIt(id);
    await answers.given();
    must(await stopIt('Chiara', id));
    desk.station.keys.vaults.lock(desk.hot);
    expect(codeOf(await signing)).toBe('signer-crashed');
    await desk.reopen();
    await enter(desk, 'Mara');
    must(await open());
    expect(await stateOf(id)).toBe('signed');
    expect(await reserved()).toBe(100_000_000_000n);
    must(await verifyJournal(desk.station));
  });

  it('while its bytes are about to leave: they stay', async () => {
    const id = await askApproved(desk, '40');
    const { station } = desk;
    await enter(desk, 'Chiara');
    must(await sign({ ...station, line: null }, desk.as('Ben'), { id }));
    let stopped = false;
    const epoch = async () => {
      if (!stopped) {
        stopped = true;
        must(await stopIt('Chiara', id));
      }
      return station.books.cursor.epoch();
    };
    const books = { ...station.books, cursor: { ...station.books.cursor, epoch } };
    const { line } = station.line;
    const parts = { ...station, books, line, freezes: async () => [], isOfPresentEpoch: async () => true };
    const sent = await submitStored(parts, { kind: 'station', rule: 'payment-sent' }, id);
    expect(codeOf(sent)).toBe('movement-stopped');
    await settle(desk);
    expect([await stateOf(id), await paid()]).toEqual(['signed', 0]);
  });

  it('before the signer was asked: nothing is signed', async () => {
    const id = await askApproved(desk, '40');
    await enter(desk, 'Chiara');
    answers.next('seal policies', 'waits');
    const signing = signIt(id);
    await answers.given();
    must(await stopIt('Chiara', id));
    answers.release();
    expect(codeOf(await signing)).toBe('proposal-state');
    expect(await stateOf(id)).toBe('rejected');
    expect(await entriesOf(desk.station, 'proposal-signed')).toEqual([]);
  });

  it('is sent where an approver decides so, not by its maker; the ledger ends it', async () => {
    const id = await askApproved(desk, '40');
    await desk.node.stop();
    must(await signIt(id));
    must(await stopIt('Chiara', id, 'wait'));
    expect(await stateOf(id)).toBe('signed');
    expect(codeOf(await stopIt('Ben', id))).toBe('proposal-state');
    expect(codeOf(await submit(desk.station, desk.as('Mara'), { id }))).toBe('role-missing');
    expect(codeOf(await submit(desk.station, desk.as('Ben'), { id }))).toBe('node-unreachable');
    expect((await detailOf(id)).actions.map(({ action }) => action)).toEqual(['submit', 'void']);
    must(await verifyJournal(desk.station));
  });
});

describe('a stop is refused', () => {
  it('to a maker and an auditor who do not approve, and to nobody at all', async () => {
    const id = await askApproved(desk, '40');
    expect(codeOf(await stopIt('Mara', id))).toBe('role-missing');
    expect(codeOf(await stopIt('Dev', id))).toBe('role-missing');
    const station = { kind: 'station', rule: 'payment-sent' } as const;
    expect(codeOf(await stop(desk.station, station, { id, reason: '' }))).toBe('officer-not-signed-in');
    expect(await stateOf(id)).toBe('approved');
    expect(await entriesOf(desk.station, 'movement-stopped')).toEqual([]);
  });

  it('for a reason with controls, and for what has ended', async () => {
    const id = await askApproved(desk, '40');
    expect(codeOf(await stopIt('Ben', id, 'a\u202eb'))).toBe('reference-control-character');
    must(await signIt(id));
    await settle(desk);
    expect(await stateOf(id)).toBe('final');
    expect(codeOf(await stopIt('Ben', id))).toBe('proposal-state');
  });

  it('where its signature was forged in the folder: its end waits for the tables, and nothing is signed or freed', async () => {
    const id = await askApproved(desk, '40');
    await lock();
    must(await stopIt('Ben', id));
    await desk.station.close();
    const database = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
    const row = database.prepare('SELECT CAST(rejection AS TEXT) AS text FROM rejections').get();
    const { statement, signature } = JSON.parse(String(row?.['text']));
    const forged = { statement, signature: `${signature.startsWith('0') ? '1' : '0'}${signature.slice(1)}` };
    database.prepare('UPDATE rejections SET rejection = ?').run(Buffer.from(JSON.stringify(forged)));
    database.close();
    await desk.reopen();
    await enter(desk, 'Mara');
    must(await open());
    expect(await stateOf(id)).toBe('stopped');
    expect(codeOf(await sign(desk.station, desk.as('Mara'), { id }))).toBe('proposal-state');
    expect(await reserved()).toBe(100_000_000_000n);
  });
});

it('a stop after which the disk refuses is told as done: a reported error means that nothing was recorded', async () => {
  const id = await askApproved(desk, '40');
  const { station } = desk;
  const full = new Refused(refuse('store-full', 'the disk is full'));
  const movements = { ...station.books.movements, inState: () => Promise.reject(full) };
  const failing = { ...station, books: { ...station.books, movements } };
  must(await stop(failing, desk.as('Ben'), { id, reason: '' }));
  expect(await stateOf(id)).toBe('stopped');
  await settleStops(station);
  expect(await stateOf(id)).toBe('rejected');
});

it('an officer of whom the journal could not be told is not signed in', async () => {
  const { station, caller } = desk;
  const full = async () => refuse('store-full', 'the disk is full');
  const recorder = { ...station.recorder, commit: full } as unknown as typeof station.recorder;
  const officerId = officerIdOf(station, 'Dev');
  const asked = { officerId, password: utf8(PASSWORD) };
  expect(codeOf(await signIn({ ...station, recorder }, caller, asked))).toBe('store-full');
  expect(caller.officers.get(officerId)).toBeUndefined();
});
