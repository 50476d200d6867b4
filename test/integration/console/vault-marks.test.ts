import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { openVault } from '../../../electron/console/open-vault.ts';
import { sign } from '../../../electron/console/sign.ts';
import { readVaultMark } from '../../../electron/console/vault-mark.ts';
import { type JournalEntry, journalHash } from '../../../electron/core/journal/journal-entry.ts';
import { askApproved, openFundedDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await openFundedDesk(['100']);
  must(await sign(desk.treasury, { id: await askApproved(desk, '10') }));
});

/** Edits the closed database, then opens treasury and vault. @returns what opening the vault is refused with */
async function openAfter(edit: (db: DatabaseSync) => void): Promise<string | null> {
  await desk.treasury.close();
  const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
  edit(db);
  db.close();
  const treasury = await desk.reopen();
  return codeOf(await openVault(treasury, { vaultId: desk.hot, password: utf8(PASSWORD) }));
}

/** Rewrites the entries that tell of the hot vault's state. */
const rewrite = (change: (entry: JournalEntry) => JournalEntry) => (db: DatabaseSync) => {
  for (const row of db.prepare('SELECT seq, entry FROM journal').all()) {
    const entry = JSON.parse(row['entry'] as string) as JournalEntry;
    if (entry.body['vaultId'] !== desk.hot || entry.body['era'] === undefined) continue;
    db.prepare('UPDATE journal SET entry = ? WHERE seq = ?').run(JSON.stringify(change(entry)), row['seq']!);
  }
};

const lowered = (entry: JournalEntry): JournalEntry => ({ ...entry, body: { ...entry.body, counter: 1 } });

describe("where a vault's state stands", () => {
  it('is told by the newest signed entry of that vault', () => {
    expect(readVaultMark(desk.treasury, desk.hot)).toMatchObject({ value: { counter: 2 } });
    expect(readVaultMark(desk.treasury, desk.cold)).toMatchObject({ value: { counter: 1 } });
  });

  it('is not read from entries whose counter was lowered, to let a rolled-back state in', async () => {
    expect(await openAfter(rewrite(lowered))).toBe('journal-chain-broken');
  });

  it("is not read from entries that were hashed anew without the station's key", async () => {
    const hashed = (entry: JournalEntry) => ({ ...lowered(entry), hash: journalHash(lowered(entry)) });
    expect(await openAfter(rewrite(hashed))).toBe('journal-signature-bad');
  });

  it("is not read from another vault's entries under this one's name", async () => {
    const renamed = (db: DatabaseSync) => {
      db.exec(`UPDATE journal SET entry = replace(entry, '${desk.hot}', '${desk.treasury.file.id}')
        WHERE json_extract(entry, '$.body.era') IS NOT NULL`);
      db.exec(`UPDATE journal SET entry = replace(entry, '${desk.cold}', '${desk.hot}')
        WHERE json_extract(entry, '$.body.era') IS NOT NULL`);
    };
    expect(await openAfter(renamed)).toBe('journal-chain-broken');
  });

  it('is not taken for nothing where its entries were deleted', async () => {
    expect(
      await openAfter((db) =>
        db.exec("DELETE FROM journal WHERE json_extract(entry, '$.body.era') IS NOT NULL"),
      ),
    ).toBe('journal-truncated');
  });

  it('is found however the unsigned columns were edited', async () => {
    expect(
      await openAfter((db) => db.exec("UPDATE journal SET kind = 'node-alarm' WHERE seq > 1")),
    ).toBeNull();
  });
});
