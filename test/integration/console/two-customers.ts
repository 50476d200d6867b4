import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { listAddresses } from '../../../electron/console/addresses/list-addresses.ts';
import { listDeposits } from '../../../electron/console/deposits/list-deposits.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readDashboard } from '../../../electron/console/treasury/dashboard.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import {
  type Attestation,
  attestationDigest,
  proveBatch,
} from '../../../electron/core/attestation/attestation.ts';
import { hexToBytes } from '../../../electron/core/digest.ts';
import type { KeyPair } from '../../../electron/signer/ed25519.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { attest } from '../../support/attest.ts';
import { openDesk, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { addressOf, enter, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

/** The attacker's own address. */
export const HOSTILE = `0x${'0d'.repeat(32)}`;
export const all = { search: '', offset: 0, limit: 100 };

/** A desk with two customers' accounts of the hot vault, 1 and 2, whose first two addresses each are given out. */
export async function withCustomers(): Promise<TestDesk> {
  const desk = await openDesk();
  const { hot } = desk;
  const mara = await enter(desk, 'Mara');
  must(await unlock(desk.station, hot));
  for (const alias of ['user-1001', 'user-1002']) {
    const { index } = must(await createAccount(desk.station, mara, { vaultId: hot, alias }));
    must(await issueAddress(desk.station, mara, { vaultId: hot, account: index }));
  }
  return desk;
}

/** Edits the closed database with no password at all, and opens the treasury again. */
export async function edit(desk: TestDesk, work: (db: DatabaseSync) => void): Promise<void> {
  await desk.station.close();
  const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
  db.exec('PRAGMA foreign_keys = OFF');
  work(db);
  db.close();
  await desk.reopen();
}

export const swap = (desk: TestDesk, where: string) =>
  edit(desk, (db) => db.exec(`UPDATE addresses SET address = '${HOSTILE}' WHERE ${where}`));

/** Rows of an account: each an address, or the code of why it is none. */
export async function shown({ station, hot }: TestDesk, account: number): Promise<readonly string[]> {
  const { rows } = must(await listAddresses(station, { ...all, vaultId: hot, account }));
  for (const { address, problem, otherForms } of rows) {
    expect((address === null) === (problem !== null), 'an address or a problem, never both').toBe(true);
    if (problem) expect(otherForms).toEqual([]);
  }
  return rows.map(({ address, problem }) => address ?? problem?.code ?? '');
}

export const BAD = 'address-not-attested';

/** Everything that the station tells and writes. */
export async function everythingTold(desk: TestDesk): Promise<string> {
  const { station, hot } = desk;
  const lists = [0, 1, 2].map((account) => listAddresses(station, { ...all, vaultId: hot, account }));
  return JSON.stringify([
    await Promise.all(lists),
    await listDeposits(station, { ...all, state: null }),
    await readDashboard(station, nobody),
    await station.books.journal.raw(0, 1000),
  ]);
}

export const NEXT = { account: 1, change: 0, index: 2 };

/** The attestation of the first customer's addresses. */
export function batchOf(db: DatabaseSync): { readonly batch: string; readonly attestation: Attestation } {
  const row = db.prepare('SELECT batch FROM addresses WHERE account = 1 AND position = 1').get();
  const batch = String(row?.['batch']);
  const stored = db
    .prepare('SELECT CAST(attestation AS TEXT) AS json FROM attestations WHERE batch = ?')
    .get(batch);
  return { batch, attestation: JSON.parse(String(stored?.['json'])) };
}

/** Puts an attestation of one address into the books, with the row that is the next to be given out under it. */
export function plant(db: DatabaseSync, attestation: Attestation, address: string): void {
  const at = { path: NEXT, address };
  const [proof] = proveBatch(attestation.statement, [at]);
  const batch = attestationDigest(attestation.statement);
  db.prepare('INSERT INTO attestations (batch, attestation) VALUES (?, ?)').run(
    batch,
    utf8(JSON.stringify(attestation)),
  );
  db.prepare('UPDATE addresses SET address = ?, batch = ?, proof = ? WHERE account = 1 AND position = 2').run(
    address,
    batch,
    hexToBytes(proof?.proof ?? ''),
  );
}

export async function keyOfHot(desk: TestDesk): Promise<KeyPair> {
  const { vaultFiles } = desk.station.treasury.file();
  const file = treasuryPaths(desk.folder).vault(vaultFiles[desk.hot] ?? '');
  return new KeyTree(must(await readSeedFile({ file, password: utf8(PASSWORD) }))).attestationKeyPair();
}

/** What is given out next where the attacker's address was planted under a batch of this key; the code where nothing is. */
export async function issuedAfter(desk: TestDesk, key: KeyPair, other: object): Promise<string> {
  await edit(desk, (db) => {
    const { treasuryId, network, vaultId } = batchOf(db).attestation.statement;
    const at = { path: NEXT, address: HOSTILE };
    plant(db, attest(key, { treasuryId, network, vaultId, ...other }, [at]), HOSTILE);
  });
  const mara = await enter(desk, 'Mara');
  const issued = await issueAddress(desk.station, mara, { vaultId: desk.hot, account: 1 });
  return issued.ok ? addressOf(issued.value) : issued.code;
}
