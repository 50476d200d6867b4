import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { approve } from '../../../electron/console/movements/approve.ts';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { expireRequests } from '../../../electron/console/movements/expire-requests.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { REQUEST_LIFETIME_MS } from '../../../electron/core/proposal/request.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { ask, askApproved, openFundedDesk, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openFundedDesk(['100']);
});

const detailOf = async (id: string) => must(await readMovement(desk.station, nobody, { id }));
const stateOf = async (id: string) => (await detailOf(id)).row.state;
const reserved = async () => (await desk.station.books.figures.vault(desk.hot)).reserved;
const buildIt = async (id: string) => buildQueued(desk.station, await enter(desk, 'Mara'), id);

async function approveIt(name: string, id: string) {
  const { decoded } = await detailOf(id);
  const seen = { id, digest: decoded?.digest ?? '', viewDigest: decoded?.viewDigest ?? '' };
  return approve(desk.station, await enter(desk, name), seen);
}

/** Writes into the folder while it is closed, and opens it again. */
async function edit(sql: string, ...values: (string | number | Uint8Array)[]): Promise<void> {
  await desk.station.close();
  const database = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
  database.prepare(sql).run(...values);
  database.close();
  await desk.reopen();
}

describe('a request', () => {
  it('asks for seven days, and says so', async () => {
    const id = await ask(desk, '40');
    const { asksUntil, row } = await detailOf(id);
    expect(asksUntil).toBe(row.createdAt + REQUEST_LIFETIME_MS);
  });

  it('after its time is neither built nor approved; the station ends it by its rule, and its inputs are free', async () => {
    const proposed = await ask(desk, '40');
    const queued = await ask(desk, '60');
    expect([await stateOf(proposed), await stateOf(queued)]).toEqual(['proposed', 'queued']);
    await desk.pass(REQUEST_LIFETIME_MS + 1);
    expect(codeOf(await approveIt('Ben', proposed))).toBe('request-expired');
    expect(codeOf(await buildIt(queued))).toBe('request-expired');
    await expireRequests(desk.station);
    expect([await stateOf(proposed), await stateOf(queued)]).toEqual(['expired', 'expired']);
    expect(await reserved()).toBe(0n);
    const [entry] = await entriesOf(desk.station, 'request-expired');
    expect(entry).toMatchObject({ actor: { kind: 'station', rule: 'request-expired' }, witness: null });
    must(await verifyJournal(desk.station));
  });

  it('that was ready to sign waits for the word of its vault, and is not signed', async () => {
    const id = await askApproved(desk, '40');
    must(await lockVault(desk.station, desk.as('Mara'), { vaultId: desk.hot }));
    await desk.pass(REQUEST_LIFETIME_MS + 1);
    await expireRequests(desk.station);
    expect(await stateOf(id), 'it may have been signed').toBe('approved');
    must(await unlock(desk.station, desk.hot));
    expect(await stateOf(id)).toBe('expired');
    expect(codeOf(await sign(desk.station, desk.as('Ben'), { id }))).toBe('proposal-state');
  });

  it('shortly before its end gets approvals that end with it', async () => {
    const id = await ask(desk, '40');
    desk.wait(REQUEST_LIFETIME_MS - 60_000);
    must(await approveIt('Ben', id));
    const { approvals, asksUntil } = await detailOf(id);
    expect(approvals.map(({ expiresAt }) => expiresAt)).toEqual([asksUntil]);
  });
});

describe('an edited row', () => {
  it('whose end was moved ahead has nothing built or approved: the signed request decides', async () => {
    const id = await ask(desk, '40');
    const asksUntil = (await detailOf(id)).asksUntil;
    await edit('UPDATE movements SET expires_at = ? WHERE id = ?', asksUntil + REQUEST_LIFETIME_MS, id);
    desk.wait(REQUEST_LIFETIME_MS + 1);
    expect((await detailOf(id)).asksUntil).toBe(asksUntil);
    expect(codeOf(await approveIt('Ben', id))).not.toBeNull();
    expect((await detailOf(id)).approvals).toEqual([]);
  });

  it('whose end was moved back ends nothing that is still asked for', async () => {
    const id = await ask(desk, '40');
    await edit('UPDATE movements SET expires_at = 1 WHERE id = ?', id);
    await expireRequests(desk.station);
    expect(await stateOf(id)).toBe('proposed');
  });

  it('with a request that its maker did not sign so ends nothing', async () => {
    const id = await ask(desk, '40');
    const request = await desk.station.books.movements.request(id);
    if (!request) throw new Error('expected a request');
    const forged = { ...request, statement: { ...request.statement, expiresAt: 1 } };
    const bytes = Buffer.from(JSON.stringify(forged));
    await edit('UPDATE movements SET expires_at = 1, request = ? WHERE id = ?', bytes, id);
    await expireRequests(desk.station);
    expect(await stateOf(id)).toBe('proposed');
  });
});
