import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { mnemonicToSeedSync } from '@scure/bip39';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../electron/console/actor.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import {
  changeVaultPassword,
  migrateVault,
  saveVaultCopy,
} from '../../../electron/console/vaults/vault-file.ts';
import { SignerClient } from '../../../electron/signer/client.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { addSeedRecord } from '../../../electron/stronghold/seed-record.ts';
import { deriveVersion2Key } from '../../../electron/stronghold/snapshot-key.ts';
import { emptyState } from '../../../electron/stronghold/state.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import {
  type CeremonyDesk,
  entriesOf,
  openCeremonyDesk,
  unlockWritten,
} from '../../support/ceremony-desk.ts';
import { complete, VAULT_PASSWORD, wordsBackup } from '../../support/ceremony-steps.ts';
import { sealVersion2 } from '../../support/seal-version-2.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';
import { temporaryFolder } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, officerIdOf, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const MNEMONIC =
  'brisk egg allow van merge process chest type dove bomb proud purity monitor snap load verb utility hungry cube coast fetch pioneer gadget credit';

let desk: CeremonyDesk;
let station: Desk;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  station = desk.station;
});

const fileOf = (vaultId: string) =>
  treasuryPaths(station.treasury.folder).vault(station.treasury.file().vaultFiles[vaultId]!);
const open = async (password: string) =>
  codeOf(
    await openVault(station, await anyOfficer(station), { vaultId: desk.hot, password: utf8(password) }),
  );

describe("a vault's password", () => {
  const change = async (password: string, next: string, again = next, actor?: Actor) =>
    codeOf(
      await changeVaultPassword(station, actor ?? (await anyOfficer(station)), {
        vaultId: desk.hot,
        password: utf8(password),
        next: utf8(next),
        again: utf8(again),
        second: null,
      }),
    );

  it('is changed: the new one opens, the old one does not, the journal tells who', async () => {
    const mara = await enter(desk, 'Mara');
    expect(await change(PASSWORD, 'the next one', 'the next one', mara)).toBeNull();
    const [entry] = await entriesOf(station, 'vault-password-changed');
    expect(entry).toMatchObject({
      body: { vaultId: desk.hot },
      actor: { kind: 'person', officerId: officerIdOf(station, 'Mara') },
      witness: expect.stringMatching(/^[0-9a-f]{128}$/),
    });
    expect(await open(PASSWORD)).toBe('password-wrong');
    expect(await open('the next one')).toBeNull();
    must(await verifyJournal(station));
  });

  it('of an open vault is changed and it stays open', async () => {
    expect(await open(PASSWORD)).toBeNull();
    expect(await change(PASSWORD, 'the next one')).toBeNull();
    expect(station.keys.vaults.state(desk.hot)).toBe('open');
  });

  it('is not changed by a wrong one, to an empty one, to two that differ, or of a vault that is not there', async () => {
    const before = readFileSync(fileOf(desk.hot));
    expect(await change('guess', 'next')).toBe('password-wrong');
    expect(await change(PASSWORD, '')).toBe('password-empty');
    expect(await change(PASSWORD, 'next', 'nexT')).toBe('password-mismatch');
    expect(await change(PASSWORD, 'next', 'next and more')).toBe('password-mismatch');
    const nowhere = {
      vaultId: station.treasury.file().id,
      password: utf8(PASSWORD),
      next: utf8('x'),
      again: utf8('x'),
      second: null,
    };
    expect(codeOf(await changeVaultPassword(station, await anyOfficer(station), nowhere))).toBe(
      'vault-unknown',
    );
    expect(readFileSync(fileOf(desk.hot)).equals(before)).toBe(true);
    expect(await entriesOf(station, 'vault-password-changed')).toEqual([]);
  });

  it('is changed by one at a time', async () => {
    const both = await Promise.all([change(PASSWORD, 'one'), change(PASSWORD, 'two')]);
    expect(both).toEqual([null, 'password-wrong']);
    expect(await open('one')).toBeNull();
  });

  it('is changed by one at a time, past the console, too', async () => {
    const file = fileOf(desk.hot);
    const ask = (next: string) => {
      const client = new SignerClient(station.effects.spawnSigner());
      const request = { file, password: utf8(PASSWORD), next: utf8(next), workFactor: 12 };
      return client.ask('change-password', request).finally(() => client.kill());
    };
    const [one, two] = await Promise.all([ask('one'), ask('two')]);
    const codes = [codeOf(one), codeOf(two)];
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(['stronghold-in-use', 'password-wrong']).toContain(codes.find((code) => code !== null));
    expect(await open(codes[0] === null ? 'one' : 'two')).toBeNull();
  });
});

describe("a copy of a vault's file", () => {
  it('is saved, proven and journaled by its hash; nothing is overwritten', async () => {
    const target = path.join(await temporaryFolder(), 'copy.stronghold');
    const save = async (password: string) =>
      codeOf(
        await saveVaultCopy(station, await anyOfficer(station), {
          vaultId: desk.hot,
          password: utf8(password),
          target,
        }),
      );
    expect(await save('guess')).toBe('password-wrong');
    expect(existsSync(target)).toBe(false);
    expect(await save(PASSWORD)).toBeNull();
    const bytes = readFileSync(target);
    expect(bytes.equals(readFileSync(fileOf(desk.hot)))).toBe(true);
    const [entry, ...more] = await entriesOf(station, 'vault-copied');
    expect(entry?.body).toEqual({ vaultId: desk.hot, sha256: Buffer.from(sha256(bytes)).toString('hex') });
    expect(more).toEqual([]);
    expect(await save(PASSWORD)).toBe('stronghold-exists');
  });
});

describe("a vault's file of version 2", () => {
  it('is migrated with its password; the old one is kept aside, the sealed state goes on', async () => {
    const plan = { kind: 'restore', from: 'words' } as const;
    const brought = { backup: wordsBackup(MNEMONIC), search: false };
    const { vaultId } = await complete(station, { plan, vault: { name: 'Old', kind: 'hot' } }, brought);
    const seeded = must(addSeedRecord(emptyState, mnemonicToSeedSync(MNEMONIC), countingRandom('v2')));
    const key = deriveVersion2Key(utf8(VAULT_PASSWORD));
    const old = sealVersion2(seeded, key, countingRandom('v2 file'));
    writeFileSync(fileOf(vaultId), old);
    expect(codeOf(await unlockWritten(station, vaultId))).toBe('stronghold-version-2');

    const migrate = async (password: string) =>
      codeOf(await migrateVault(station, await anyOfficer(station), { vaultId, password: utf8(password) }));
    expect(await migrate('guess')).toBe('password-wrong');
    expect(readFileSync(fileOf(vaultId)).equals(old)).toBe(true);
    expect(await entriesOf(station, 'vault-migrated')).toEqual([]);
    expect(await migrate(VAULT_PASSWORD)).toBeNull();
    expect(await migrate(VAULT_PASSWORD), 'what is done is not done, nor told, again').toBeNull();
    expect((await entriesOf(station, 'vault-migrated')).map(({ body }) => body)).toEqual([{ vaultId }]);
    const aside = fileOf(vaultId).replace(
      '.stronghold',
      `.v2-${new Date().toISOString().slice(0, 10)}.stronghold`,
    );
    expect(readFileSync(aside).equals(old)).toBe(true);
    must(await unlockWritten(station, vaultId));
  });
});
