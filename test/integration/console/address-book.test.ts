import { beforeEach, describe, expect, it } from 'vitest';
import { listRecipients, readRecipient } from '../../../electron/console/book/book-views.ts';
import { changeRecipient, enterRecipient } from '../../../electron/console/book/enter-recipient.ts';
import { checkImport, importRecipients } from '../../../electron/console/book/import-recipients.ts';
import { removeRecipient } from '../../../electron/console/book/remove-recipient.ts';
import { verifyRecipient } from '../../../electron/console/book/verify-recipient.ts';
import { treasuryContents } from '../../../electron/console/envelopes/treasury-contents.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import {
  previewWithdrawal,
  requestWithdrawal,
} from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { clockedSigners } from '../../support/clocked-signers.ts';
import { detailOf } from '../../support/desk-readings.ts';
import { editTables } from '../../support/folder-attack/opened-attack.ts';
import { envelopeOf, forged, officerDesk, take } from '../../support/officer-desks.ts';
import { OUTSIDER, openFundedDesk, settle, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../support/treasury-steps.ts';

const MINUTE = 60_000;
let desk: TestDesk;

/** How far the clocks of desk and signers are ahead: they go together, and only forward. */
let ahead = 0;
const wait = (milliseconds: number) => {
  ahead += milliseconds;
};

beforeEach(async () => {
  ahead = 0;
  const now = () => Date.now() + ahead;
  desk = await openFundedDesk(['100'], { spawnSigner: clockedSigners(now), now });
});

const named = { name: 'Harbour Exchange', note: 'pays on Fridays', groups: 'exchanges' };
const enterIt = async (name = 'Mara', what: Partial<Parameters<typeof enterRecipient>[2]> = {}) =>
  enterRecipient(desk.station, await enter(desk, name), { ...named, address: OUTSIDER, ...what });
const looker = (name: string) => {
  const { officers } = desk.station.policy.present();
  return { acting: officers.find((each) => each.name.startsWith(name)) ?? null, signedIn: [] };
};
const read = async (id: string, name = 'Ben') =>
  must(await readRecipient(desk.station, looker(name), { id }));
const verifyIt = async (id: string, name = 'Ben', address = OUTSIDER) =>
  codeOf(
    await verifyRecipient(desk.station, await enter(desk, name), {
      id,
      digest: (await read(id)).pending?.digest ?? 'ab'.repeat(32),
      address,
    }),
  );
const typed = () => ({ vaultId: desk.hot, recipient: OUTSIDER, amount: '40', reference: '' });
const request = async (bookEntry: string) =>
  requestWithdrawal(desk.station, await enter(desk, 'Mara'), { ...typed(), bookEntry });
const signIt = async (id: string) => codeOf(await sign(desk.station, await enter(desk, 'Ben'), { id }));
const list = async (search = '') =>
  must(await listRecipients(desk.station, { search, offset: 0, limit: 10, usable: false }));

describe('a recipient', () => {
  it('is entered by one, verified by another who never saw the address, cools, and is paid by its vault', async () => {
    const { id } = must(await enterIt());
    const waiting = await read(id);
    expect(JSON.stringify([waiting, await list()])).not.toContain(OUTSIDER.slice(2));
    expect(waiting).toMatchObject({ state: 'waiting', address: null, verifiedBy: [] });
    expect((await list(OUTSIDER)).total).toBe(0);
    expect(await verifyIt(id, 'Mara')).toBe('book-verifier-same');
    const wrong = `${OUTSIDER.slice(0, -1)}${OUTSIDER.endsWith('0') ? '1' : '0'}`;
    expect(await verifyIt(id, 'Ben', wrong)).toBe('book-address-differs');
    expect(await verifyIt(id)).toBeNull();
    expect(await read(id)).toMatchObject({ state: 'cooling', address: OUTSIDER, pending: null });
    expect(codeOf(await request(id))).toBe('book-entry-cooling');

    wait(MINUTE);
    expect(await list('harbour')).toMatchObject({ total: 1, rows: [{ id, state: 'usable' }] });
    const preview = must(await previewWithdrawal(desk.station, typed()));
    expect(preview.inBook).toMatchObject({ name: 'Harbour Exchange', state: 'usable' });
    const asked = must(await request(id));
    must(await approveShown(desk.station, await enter(desk, 'Ben'), asked.id));
    const { decoded } = await detailOf(desk, asked.id);
    expect(decoded?.payments[0]).toMatchObject({ inBook: { id, name: 'Harbour Exchange' }, alike: [] });
    expect(await signIt(asked.id)).toBeNull();
    await settle(desk);
    expect(await desk.node.paymentsTo(OUTSIDER)).toHaveLength(1);

    await desk.reopen();
    expect(await read(id)).toMatchObject({ name: 'Harbour Exchange', state: 'usable' });
    must(await verifyJournal(desk.station));
  });

  it('that was removed between request and signature is not paid, though its vault was locked meanwhile', async () => {
    const { id } = must(await enterIt());
    expect(await verifyIt(id)).toBeNull();
    wait(MINUTE);
    const asked = must(await request(id));
    must(await approveShown(desk.station, await enter(desk, 'Ben'), asked.id));
    must(await lockVault(desk.station, desk.as('Mara'), { vaultId: desk.hot }));
    must(await removeRecipient(desk.station, await enter(desk, 'Chiara'), { id }));
    must(await unlock(desk.station, desk.hot));
    expect(await signIt(asked.id)).toBe('book-entry-unknown');
    expect(codeOf(await request(id))).toBe('book-entry-unknown');
    expect((await list()).total).toBe(0);
  });

  it('has one address and one name, none of an own vault, and keeps what was verified while a change waits', async () => {
    const { id } = must(await enterIt());
    const other = `${OUTSIDER.slice(0, 10)}${'5'.repeat(48)}${OUTSIDER.slice(58)}`;
    expect(codeOf(await enterIt('Ben'))).toBe('book-address-known');
    expect(codeOf(await enterIt('Ben', { address: other, name: 'HARBOUR exchange' }))).toBe(
      'book-name-known',
    );
    const [own] = desk.station.policy.present().vaults;
    expect(codeOf(await enterIt('Ben', { address: own?.receiveAddress ?? '', name: 'Cold' }))).toBe(
      'address-own-vault',
    );
    expect(codeOf(await enterIt('Ben', { address: other, name: 'Kiosk', groups: 'a, A' }))).toBe(
      'book-groups-malformed',
    );
    expect(await verifyIt(id)).toBeNull();
    const alike = must(await enterIt('Ben', { address: other, name: 'Kiosk' }));
    expect((await read(alike.id)).alike).toEqual(['Harbour Exchange']);
    const mara = await enter(desk, 'Mara');
    must(await changeRecipient(desk.station, mara, { id, name: 'Harbour', note: '', groups: '' }));
    expect(await read(id)).toMatchObject({ name: 'Harbour Exchange', pending: { name: 'Harbour' } });
    expect(await verifyIt(id)).toBeNull();
    expect(await read(id)).toMatchObject({ name: 'Harbour', groups: [], pending: null });
  });

  it('whose row was edited in the closed folder is not believed, and nothing more is entered', async () => {
    const { id } = must(await enterIt());
    expect(await verifyIt(id)).toBeNull();
    await desk.station.close();
    editTables(
      desk.folder,
      `UPDATE journal SET entry = CAST(replace(CAST(entry AS TEXT), 'Harbour Exchange', 'Harbour Exchangs') AS BLOB)
       WHERE kind = 'recipient-entered'`,
    );
    await desk.reopen();
    const asked = { search: '', offset: 0, limit: 10, usable: false };
    expect(codeOf(await listRecipients(desk.station, asked))).toBe('books-differ');
    expect(codeOf(await enterIt('Mara', { name: 'Kiosk' }))).toBe('books-differ');
    expect(codeOf(await previewWithdrawal(desk.station, typed()))).toBe('books-differ');
  });

  it('travels to an officer’s desk in the treasury envelope, is only shown there, and goes with the next one', async () => {
    const { id } = must(await enterIt());
    expect(await verifyIt(id)).toBeNull();
    const { station, as } = await officerDesk(desk, 'Chiara');
    const there = async () => must(await readRecipient(station, looker('Chiara'), { id }));
    expect(await there()).toMatchObject({ name: 'Harbour Exchange', address: OUTSIDER, mayChange: false });
    const chiara = await as();
    expect(codeOf(await removeRecipient(station, chiara, { id }))).toBe('book-at-desk');

    const mara = await enter(desk, 'Mara');
    must(await removeRecipient(desk.station, mara, { id }));
    const next = await envelopeOf(desk.station, mara, must(await treasuryContents(desk.station)));
    const lie = await forged(desk.station, next, (statement) =>
      statement.kind === 'treasury'
        ? {
            ...statement,
            contents: {
              ...statement.contents,
              book: statement.contents.book?.map((word) => ({
                ...word,
                document: { ...word.document, signature: 'ab'.repeat(64) },
              })),
            },
          }
        : statement,
    );
    expect(codeOf(await take(station, chiara, lie))).toBe('book-word-bad');
    expect((await there()).name).toBe('Harbour Exchange');
    must(await take(station, chiara, next));
    expect(codeOf(await readRecipient(station, looker('Chiara'), { id }))).toBe('book-entry-unknown');
    must(await verifyJournal(station));
  });
});

describe('a file of recipients', () => {
  it('is looked at first; its good rows are entered, and wait to be verified as those that were typed', async () => {
    const of = (end: string) => `0x${end.padStart(64, 'c')}`;
    const text = [
      'name,address,groups',
      `Kiosk,${of('1')},shops;small`,
      `Ferry,${of('1')},`,
      `kiosk,${of('2')},`,
      'Bakery,0x12,',
      `Ferry,${of('3')},`,
    ].join('\n');
    const { rows } = must(await checkImport(desk.station, { text }));
    expect(rows.map(({ row, problem }) => [row, problem?.code ?? null])).toEqual([
      [2, null],
      [3, 'book-address-known'],
      [4, 'book-name-known'],
      [5, 'address-wrong-length'],
      [6, null],
    ]);
    expect((await list()).total).toBe(0);
    const mara = await enter(desk, 'Mara');
    expect(must(await importRecipients(desk.station, mara, { text }))).toEqual({ entered: 2 });
    expect((await list()).rows.map(({ name, state }) => [name, state])).toEqual([
      ['Ferry', 'waiting'],
      ['Kiosk', 'waiting'],
    ]);
    must(await verifyJournal(desk.station));
  });
});
