import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { sign } from '../../../electron/console/movements/sign.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { readVaultMark } from '../../../electron/console/vaults/vault-mark.ts';
import { type JournalEntry, journalHash } from '../../../electron/core/journal/journal-entry.ts';
import { stateFileName } from '../../../electron/signer/state-file.ts';
import {
  askApproved,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await openFundedDesk(['100']);
  const id = await askApproved(desk, '10');
  must(await sign(desk.station, desk.as('Ben'), { id }));
});

/**
 * Edits the closed database, then opens treasury and vault. The newest entry is an officer's, so that what is edited lies
 * before all that an opening verifies. @returns what opening the vault is refused with
 */
async function openAfter(edit: (db: DatabaseSync) => void): Promise<string | null> {
  must(await lockVault(desk.station, desk.as('Ben'), { vaultId: desk.hot }));
  await desk.station.close();
  const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
  edit(db);
  db.close();
  const station = await desk.reopen();
  return codeOf(await unlock(station, desk.hot));
}

/** Every entry that tells of a sealed state, with its row. */
function marksOf(db: DatabaseSync): { readonly seq: number; readonly entry: JournalEntry }[] {
  const rows = db.prepare('SELECT seq, CAST(entry AS TEXT) AS entry FROM journal').all();
  return rows
    .map((row) => ({ seq: Number(row['seq']), entry: JSON.parse(String(row['entry'])) as JournalEntry }))
    .filter(({ entry }) => entry.body['era'] !== undefined);
}

function replace(db: DatabaseSync, seq: number, json: string): void {
  db.prepare('UPDATE journal SET entry = ? WHERE seq = ?').run(Buffer.from(json), seq);
}

/** Rewrites the entries that tell of the hot vault's state. */
const rewrite = (change: (entry: JournalEntry) => JournalEntry) => (db: DatabaseSync) => {
  for (const { seq, entry } of marksOf(db)) {
    if (entry.body['vaultId'] === desk.hot) replace(db, seq, JSON.stringify(change(entry)));
  }
};

const lowered = (entry: JournalEntry): JournalEntry => ({ ...entry, body: { ...entry.body, counter: 1 } });

describe("where a vault's sealed state is", () => {
  it('is told by the newest signed entry of that vault', async () => {
    const { books, hold } = desk.station;
    expect(await readVaultMark(books, hold.stations(), desk.hot)).toMatchObject({ value: { counter: 2 } });
    expect(await readVaultMark(books, hold.stations(), desk.cold)).toMatchObject({ value: { counter: 1 } });
  });

  it('is not read from entries whose counter was lowered, to let a rolled-back state in', async () => {
    expect(await openAfter(rewrite(lowered))).toBe('journal-chain-broken');
  });

  it("is not read from entries that were hashed again without the station's key", async () => {
    const hashed = (entry: JournalEntry) => ({ ...lowered(entry), hash: journalHash(lowered(entry)) });
    expect(await openAfter(rewrite(hashed))).toBe('journal-signature-bad');
  });

  it("is not read from another vault's entries under this one's name", async () => {
    const { hot, cold } = desk;
    const nobody = desk.station.treasury.file().id;
    const renamed = (db: DatabaseSync) => {
      for (const { seq, entry } of marksOf(db)) {
        const others = JSON.stringify(entry).replaceAll(hot, nobody).replaceAll(cold, hot);
        replace(db, seq, others);
        const vaultId = JSON.parse(others).body.vaultId;
        db.prepare('UPDATE journal SET vault_id = ? WHERE seq = ?').run(vaultId, seq);
      }
    };
    expect(await openAfter(renamed)).toBe('journal-chain-broken');
  });

  it('is not taken for nothing where its entries were deleted', async () => {
    const deleted = (db: DatabaseSync) => {
      for (const { seq } of marksOf(db)) db.prepare('DELETE FROM journal WHERE seq = ?').run(seq);
    };
    expect(await openAfter(deleted)).toBe('journal-truncated');
  });

  it('is found however the unsigned columns were edited', async () => {
    expect(await openAfter(hideFrom(2))).toBeNull();
  });

  it('is not hidden by unsigned columns, to let a rolled-back state in', async () => {
    const { station, folder, hot } = desk;
    const name = station.treasury.file().vaultFiles[hot];
    if (name === undefined) throw new Error('the hot vault has no file');
    const state = stateFileName(treasuryPaths(folder).vault(name));
    await settle(desk);
    const before = readFileSync(state);
    const head = await station.books.journal.head();
    const id = await askApproved(desk, '10');
    must(await sign(station, desk.as('Ben'), { id }));
    const rolledBack = (db: DatabaseSync) => {
      hideFrom((head?.seq ?? 0) + 1)(db);
      writeFileSync(state, before);
    };
    expect(await openAfter(rolledBack)).toBe('state-rolled-back');
  });
});

/** Edits every column of the entries from a number on that no signature covers and that says what they are about. */
const hideFrom = (seq: number) => (db: DatabaseSync) => {
  db.exec(`UPDATE journal SET kind = 'node-alarm', vault_id = NULL, movement_id = NULL WHERE seq >= ${seq}`);
};
