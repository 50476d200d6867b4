import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mnemonicToSeedSync } from '@scure/bip39';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { chooseStronghold, openStronghold } from '../../../electron/console/ceremony/file-steps.ts';
import { MAX_SEARCHED, searchAccounts } from '../../../electron/console/ceremony/search-accounts.ts';
import { writeVault } from '../../../electron/console/ceremony/write-vault.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { saveVaultCopy } from '../../../electron/console/vaults/vault-file.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { DATE_TOLERANCE_MS, newRequestsFrom } from '../../../electron/core/proposal/request.ts';
import { ok } from '../../../electron/core/result.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { vaultAddress } from '../../../electron/signer/vault-address.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { createSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import {
  type CeremonyDesk,
  entriesOf,
  openCeremonyDesk,
  provenTranscript,
  unlockWritten,
} from '../../support/ceremony-desk.ts';
import {
  begin,
  complete,
  emptyTable,
  goUpTo,
  SPLIT,
  signAll,
  stepOf,
  VAULT_PASSWORD,
  viewOf,
  WORDS,
  wordsBackup,
} from '../../support/ceremony-steps.ts';
import { backupVersion2, chrysalis, version2Files } from '../../support/stronghold-fixtures.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';
import { OUTSIDER, settle, temporaryFolder, unlock } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter, must, utf8 } from '../../support/treasury-steps.ts';

const MNEMONIC =
  'winter spend artefact viable cigar pink easy charge ranch license coyote cage brass mushroom repair game attack peanut glad rather cart obey famous chat';
const FROM_WORDS: CeremonyPlan = { kind: 'restore', from: 'words' };
const FROM_FILE: CeremonyPlan = { kind: 'restore', from: 'file' };
const named = (name: string) => ({ name, kind: 'hot' }) as const;

let desk: CeremonyDesk;
let station: Desk;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  station = desk.station;
});

const fileOf = (vaultId: string) =>
  treasuryPaths(station.treasury.folder).vault(station.treasury.file().vaultFiles[vaultId]!);

function addressesOf(mnemonic: string, ...paths: [account: number, index: number][]): string[] {
  const keys = new KeyTree(mnemonicToSeedSync(mnemonic));
  return paths.map(([account, index]) => vaultAddress(keys, iotaChain, { account, change: 0, index }));
}

/** The names of a vault's first accounts. */
async function aliasesOf(vaultId: string, count: number): Promise<(string | undefined)[]> {
  const accounts = Array.from({ length: count }, (_, account) =>
    station.books.accounts.get(vaultId, account),
  );
  return (await Promise.all(accounts)).map((account) => account?.alias);
}

/** @param later so much later it is asked for, milliseconds */
async function pay(amount: string, vaultId: string, later = 0): Promise<{ id: string; code: string | null }> {
  await enter(desk, 'Mara');
  desk.wait(later);
  const { id } = must(
    await requestWithdrawal(station, desk.as('Mara'), {
      vaultId,
      recipient: OUTSIDER,
      amount,
      reference: '',
    }),
  );
  desk.wait(-later);
  await approveAs(desk, 'Ben', id);
  return { id, code: codeOf(await sign(station, desk.as('Ben'), { id })) };
}

describe('a vault that the treasury does not know', () => {
  it('comes with every account that was ever paid, found by the search, and pays', async () => {
    const [first, second, fourth, account1, beyond] = addressesOf(
      MNEMONIC,
      [0, 0],
      [0, 1],
      [0, 21],
      [1, 5],
      [4, 0],
    ) as [string, string, string, string, string];
    for (const address of [first, fourth, account1, beyond]) {
      await desk.node.deposit(address, 30_000_000_000n);
    }
    await desk.node.checkpoint();
    const { vaultId } = await complete(
      station,
      { plan: FROM_WORDS, vault: named('From Firefly') },
      { backup: wordsBackup(MNEMONIC) },
    );
    expect(viewOf(station).found).toEqual([
      { account: 0, addresses: 22, balance: '60000000000' },
      { account: 1, addresses: 6, balance: '30000000000' },
    ]);
    await provenTranscript(station, viewOf(station).id);
    const { addresses } = station.books;
    expect(await aliasesOf(vaultId, 3)).toEqual([
      'From Firefly account 0',
      'From Firefly account 1',
      undefined,
    ]);
    const before = await addresses.find(second);
    expect(before?.issuedAt, 'what lies before a used one is given out').toBeGreaterThan(0);
    expect(await addresses.find(beyond)).toBeUndefined();

    must(await unlockWritten(station, vaultId));
    await settle(desk);
    expect((await station.books.figures.vault(vaultId)).balance).toBe(90_000_000_000n);
    const { id, code } = await pay('20', vaultId, DATE_TOLERANCE_MS + 1);
    expect(code).toBeNull();
    await settle(desk);
    expect((await station.books.movements.get(id))?.state).toBe('final');
  });

  it('an address that the restore found used, set back to unused in its row, is given to nobody', async () => {
    const [used] = addressesOf(MNEMONIC, [0, 1]) as [string];
    await desk.node.deposit(used, 30_000_000_000n);
    await desk.node.checkpoint();
    const { vaultId } = await complete(
      station,
      { plan: FROM_WORDS, vault: named('From Firefly') },
      { backup: wordsBackup(MNEMONIC) },
    );
    expect((await station.books.addresses.find(used))?.issuedAt).toBeGreaterThan(0);
    const folder = station.treasury.folder;
    await station.close();
    const db = new DatabaseSync(path.join(folder, 'treasury.sqlite'));
    db.prepare('UPDATE addresses SET issued_at = NULL, issued_seq = NULL WHERE address = ?').run(used);
    db.close();
    await desk.reopen();
    station = desk.station;
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await issueAddress(station, mara, { vaultId, account: 0 }))).toBe('address-not-attested');
  });

  it('can be restored without a search, with one account', async () => {
    const brought = { backup: wordsBackup(MNEMONIC), search: false };
    const { vaultId } = await complete(station, { plan: FROM_WORDS, vault: named('Old wallet') }, brought);
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    expect(transcript.steps.find(({ step }) => step === 'accounts-searched')?.outcome).toBe('passed-over');
    expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe('Old wallet');
  });

  it('with the longest name gives its accounts names that fit, and the treasury opens again', async () => {
    const [first] = addressesOf(MNEMONIC, [0, 0]);
    await desk.node.deposit(first!, 30_000_000_000n);
    await desk.node.checkpoint();
    const vault = named('ä'.repeat(64));
    const { vaultId } = await complete(
      station,
      { plan: FROM_WORDS, vault },
      { backup: wordsBackup(MNEMONIC) },
    );
    const again = await desk.reopen();
    expect((await again.books.accounts.get(vaultId, 0))?.alias).toBe(`${'ä'.repeat(54)} account 0`);
  });

  it('of which every address seems to be used is not searched for ever, and can be restored without', async () => {
    must(await begin(station, { plan: FROM_WORDS, vault: named('Endless') }));
    const table = emptyTable({ backup: wordsBackup(MNEMONIC), search: false });
    await goUpTo(station, 'accounts-searched', table);
    const { client } = station.ceremonies.session!;
    const asking = vi.spyOn(client, 'ask').mockImplementation((async (
      _: string,
      { account, from, count }: { account: number; from: number; count: number },
    ) =>
      ok(
        Array.from({ length: count }, (__, i) => ({
          path: { account, change: 0, index: from + i },
          address: OUTSIDER,
        })),
      )) as never);
    const receiving = vi.spyOn(station.line.line, 'received').mockResolvedValue(ok([{} as never]));
    const counting = vi.spyOn(station.line.line, 'holdings').mockResolvedValue(ok([]));
    expect(codeOf(await searchAccounts(station, { passOver: false }))).toBe('search-too-long');
    expect(receiving).toHaveBeenCalledTimes(MAX_SEARCHED);
    for (const spy of [asking, receiving, counting]) spy.mockRestore();
    expect(stepOf(station)).toBe('accounts-searched');
    await goUpTo(station, null, table);
    await signAll(station);
    expect(viewOf(station).result).toBe('completed');
  });

  it('with more used addresses than a signer derives at once is restored with all of them', async () => {
    must(await begin(station, { plan: FROM_WORDS, vault: named('Busy shop') }));
    await goUpTo(station, null, emptyTable({ backup: wordsBackup(MNEMONIC), search: false }));
    const session = station.ceremonies.session!;
    session.found = [{ account: 0, addresses: 2_500, balance: 0n }]; // as the search would have noted
    const asking = vi.spyOn(session.opened!, 'ask');
    await signAll(station);
    const asked = asking.mock.calls.filter(([verb]) => verb === 'addresses').map(([, body]) => body);
    expect(asked).toMatchObject([
      { from: 0, count: 1_000 },
      { from: 1_000, count: 1_000 },
      { from: 2_000, count: 520 },
    ]);
    const { id } = session.vault!;
    const [entry] = await entriesOf(station, 'ceremony-completed');
    expect(entry?.body.addresses.map(({ path: { index } }) => index)).toEqual(
      Array.from({ length: 2_520 }, (_, index) => index),
    );
    const { addresses } = station.books;
    expect(await addresses.nextPosition(id, 0)).toBe(2_520);
    expect((await addresses.nextReady(id, 0))?.path.index).toBe(2_500);
    const window = { search: '', offset: 0, limit: 1 };
    expect((await addresses.issued(window, id, 0)).total).toBe(2_500);
  });

  it('must not be named like another one', async () => {
    must(await begin(station, { plan: FROM_WORDS, vault: named('Hot VAULT') }));
    const table = emptyTable({ backup: wordsBackup(MNEMONIC) });
    await expect(goUpTo(station, 'address-proven', table)).rejects.toThrow(/alias-duplicate/);
  });

  it('is not restored from words of which one is wrong', async () => {
    must(await begin(station, { plan: FROM_WORDS, vault: named('Typo') }));
    const wrong = MNEMONIC.replace('winter', 'winner');
    const table = emptyTable({ backup: wordsBackup(wrong) });
    await expect(goUpTo(station, null, table)).rejects.toThrow(/words-checksum/);
    expect(stepOf(station)).toBe('backup-entered');
    await goUpTo(station, null, { ...table, backup: wordsBackup(MNEMONIC), search: false });
    expect(stepOf(station)).toBeNull();
  });

  it(`is restored from an old wallet's file of version 2 (${version2Files[0].fixture.name})`, async () => {
    const { fixture, password, words } = version2Files[0];
    const [address] = addressesOf(words, [0, 0]);
    await desk.node.deposit(address!, 7_000_000_000n);
    await desk.node.checkpoint();
    const file = { path: fixture.file, password };
    await complete(station, { plan: FROM_FILE, vault: named('Shimmer days') }, { file });
    expect(viewOf(station)).toMatchObject({ firstAddress: address, found: [{ addresses: 1 }] });
    await provenTranscript(station, viewOf(station).id);
  });

  it(`shows what an old wallet's file tells, and takes over the names of used accounts (${chrysalis.fixture.name})`, async () => {
    const { fixture, password, words } = chrysalis;
    for (const account of [0, 1]) {
      const [address] = addressesOf(words, [account, 0]);
      await desk.node.deposit(address!, 5_000_000_000n);
    }
    await desk.node.checkpoint();
    const file = { path: fixture.file, password };
    const { vaultId } = await complete(station, { plan: FROM_FILE, vault: named('Firefly days') }, { file });
    expect(viewOf(station).contents).toEqual({
      version: 3,
      coinType: null,
      network: null,
      nodes: ['https://api.lb-0.h.chrysalis-devnet.iota.cafe'],
      accounts: [
        { index: 0, alias: 'Alice', coinType: null, addresses: 2, internalAddresses: 1 },
        { index: 1, alias: 'Bob', coinType: null, addresses: 1, internalAddresses: 1 },
      ],
      accountsLeftOut: 0,
      unknown: 5,
    });
    expect(await aliasesOf(vaultId, 2)).toEqual(['Alice', 'Bob']);
  });

  it(`does not name IOTA accounts after those of another coin (${backupVersion2.fixture.name})`, async () => {
    const { fixture, password } = backupVersion2;
    const file = { path: fixture.file, password };
    const { vaultId } = await complete(station, { plan: FROM_FILE, vault: named('Shimmer') }, { file });
    expect(viewOf(station).contents).toMatchObject({
      coinType: 4219,
      accounts: [{ alias: 'tibo', coinType: 4219 }],
    });
    expect((await station.books.accounts.get(vaultId, 0))?.alias).toBe('Shimmer account 0');
  });

  it('is not guessed: after five wrong passwords of its file the next try waits', async () => {
    const place = path.join(await temporaryFolder(), 'brought.stronghold');
    const seed = mnemonicToSeedSync(MNEMONIC);
    const random = countingRandom('brought');
    must(await createSeedFile({ file: place, password: utf8('their own'), seed, workFactor: 2, random }));
    must(await begin(station, { plan: FROM_FILE, vault: named('Guessed') }));
    must(await chooseStronghold(station, place));
    const open = async (password: string) =>
      codeOf(await openStronghold(station, { password: utf8(password) }));
    for (let guess = 1; guess <= 5; guess++) expect(await open(`guess ${guess}`)).toBe('password-wrong');
    expect(await open('their own')).toBe('password-wait');
  });

  it('is restored from a file of version 3, and a wrong password is told and noted', async () => {
    const place = path.join(await temporaryFolder(), 'brought.stronghold');
    const seed = mnemonicToSeedSync(MNEMONIC);
    const random = countingRandom('brought');
    must(await createSeedFile({ file: place, password: utf8('their own'), seed, workFactor: 2, random }));
    must(await begin(station, { plan: FROM_FILE, vault: named('Brought') }));
    const wrong = emptyTable({ file: { path: place, password: 'guess' } });
    await expect(goUpTo(station, null, wrong)).rejects.toThrow(/password-wrong/);
    await goUpTo(station, null, emptyTable({ file: { path: place, password: 'their own' } }));
    await signAll(station);
    expect(viewOf(station).firstAddress).toBe(addressesOf(MNEMONIC, [0, 0])[0]);
  });
});

describe('a vault of the treasury', () => {
  /** Makes a hot vault with 100 IOTA, which has paid 10 of them, and locks it. */
  async function vaultWithPast(plan: CeremonyPlan = WORDS) {
    const table = await complete(station, { plan, vault: named('Reserve') });
    must(await dismissCeremony(station));
    const { vaultId } = table;
    must(await unlockWritten(station, vaultId));
    const { receiveAddress } = station.policy.present().vaults.at(-1)!;
    must(await practiceDeposit(station, { address: receiveAddress, amount: '100' }));
    await settle(desk);
    expect((await pay('10', vaultId)).code).toBeNull();
    await settle(desk);
    station = await desk.reopen();
    return table;
  }

  const restore = (brought: Parameters<typeof complete>[2], plan = FROM_WORDS) =>
    complete(station, { plan, vault: named('Reserve') }, { search: false, ...brought });

  it('whose file is lost comes back from its words with its memory, in its own place', async () => {
    const { vaultId, words } = await vaultWithPast();
    const lost = fileOf(vaultId);
    rmSync(lost);
    expect(codeOf(await unlockWritten(station, vaultId))).toBe('stronghold-missing');
    const restored = await restore({ backup: { kind: 'words', words } });
    expect(restored.vaultId).toBe(vaultId);
    expect(station.policy.present().version, 'no new policy').toBe(2);
    expect(fileOf(vaultId)).not.toBe(lost);
    expect((await entriesOf(station, 'ceremony-completed')).at(-1)?.body).toMatchObject({
      vaultId,
      counter: 2,
    });
    must(await unlockWritten(station, vaultId));
    expect((await pay('20', vaultId)).code).toBeNull();
    await settle(desk);
    must(await verifyJournal(station));
  });

  it('comes back from its shares', async () => {
    const { vaultId, shares } = await vaultWithPast({ kind: 'create', words: false, split: SPLIT });
    rmSync(fileOf(vaultId));
    const backup = { kind: 'shares', shares: [shares[0]!, shares[2]!, shares[3]!] } as const;
    const restored = await restore(
      { backup: { ...backup, shares: [...backup.shares] } },
      { kind: 'restore', from: 'shares' },
    );
    expect(restored.vaultId).toBe(vaultId);
    must(await unlockWritten(station, vaultId));
  });

  it('comes back from a verified copy of its file', async () => {
    const { vaultId } = await vaultWithPast();
    const target = path.join(await temporaryFolder(), 'copy.stronghold');
    must(
      await saveVaultCopy(station, await anyOfficer(station), {
        vaultId,
        password: utf8(VAULT_PASSWORD),
        target,
      }),
    );
    rmSync(fileOf(vaultId));
    const restored = await restore({ file: { path: target, password: VAULT_PASSWORD } }, FROM_FILE);
    expect(restored.vaultId).toBe(vaultId);
    must(await unlockWritten(station, vaultId));
    expect((await pay('20', vaultId)).code).toBeNull();
  });

  it.each(['gone', 'damaged', 'not to be read', 'rolled back'] as const)(
    'whose state is %s for good begins a new era; what was asked for before must be asked for again',
    async (fate) => {
      const created = await complete(station, { plan: WORDS, vault: named('Reserve') });
      const early = readFileSync(`${fileOf(created.vaultId)}.state`);
      must(await unlockWritten(station, created.vaultId));
      must(await dismissCeremony(station));
      const { vaultId, words } = created;
      const { receiveAddress } = station.policy.present().vaults.at(-1)!;
      must(await practiceDeposit(station, { address: receiveAddress, amount: '100' }));
      await settle(desk);
      expect((await pay('10', vaultId)).code).toBeNull();
      await settle(desk);
      await enter(desk, 'Mara');
      const before = must(
        await requestWithdrawal(station, desk.as('Mara'), {
          vaultId,
          recipient: OUTSIDER,
          amount: '5',
          reference: '',
        }),
      );
      await approveAs(desk, 'Ben', before.id);
      station = await desk.reopen();
      const state = `${fileOf(vaultId)}.state`;
      const latest = readFileSync(state);
      if (fate === 'gone') rmSync(state);
      if (fate === 'damaged') writeFileSync(state, latest.subarray(1));
      if (fate === 'not to be read') {
        rmSync(state);
        mkdirSync(state);
      }
      if (fate === 'rolled back') writeFileSync(state, early);
      const code = {
        gone: 'state-missing',
        damaged: 'state-damaged',
        'not to be read': 'state-damaged',
        'rolled back': 'state-rolled-back',
      }[fate];
      expect(codeOf(await unlockWritten(station, vaultId))).toBe(code);

      const eraBefore = (await entriesOf(station, 'ceremony-completed')).at(-1)?.body.era;
      await restore({ backup: { kind: 'words', words } });
      const { body } = (await entriesOf(station, 'ceremony-completed')).at(-1)!;
      expect(body).toMatchObject({ vaultId, counter: 1 });
      expect(body.era).not.toBe(eraBefore);
      must(await unlockWritten(station, vaultId));
      await enter(desk, 'Ben');
      expect(codeOf(await sign(station, desk.as('Ben'), { id: before.id }))).toBe('request-too-old');
      must(await reject(station, desk.as('Ben'), { id: before.id, reason: 'asked for again' }));
      await enter(desk, 'Mara');
      const soon = { vaultId, recipient: OUTSIDER, amount: '6', reference: '' };
      expect(codeOf(await requestWithdrawal(station, desk.as('Mara'), soon))).toBe('request-too-early');
      const shown = (await readTreasury(station, nobody)).vaults.find(({ id }) => id === vaultId);
      expect(shown?.requestsFrom).toBeGreaterThan(Date.now());
      expect(shown?.requestsFrom).toBeLessThanOrEqual(newRequestsFrom(Date.now()));
      expect((await pay('6', vaultId, DATE_TOLERANCE_MS + 1)).code, 'a new request is signed').toBeNull();

      // The rollback hole stays shut: neither the last state of the old era nor a birth can be put back.
      station = await desk.reopen();
      const restored = `${fileOf(vaultId)}.state`;
      const present = readFileSync(restored);
      for (const old of [latest, early]) {
        writeFileSync(restored, old);
        expect(codeOf(await unlockWritten(station, vaultId))).toBe('state-rolled-back');
      }
      writeFileSync(restored, present);
      must(await unlockWritten(station, vaultId));
    },
  );

  it('cannot sign with its old file between the writing of the new one and the end', async () => {
    const { vaultId, words } = await vaultWithPast();
    must(await unlockWritten(station, vaultId));
    const table = emptyTable({ backup: { kind: 'words', words }, search: false });
    must(await begin(station, { plan: FROM_WORDS, vault: named('Reserve') }));
    await goUpTo(station, null, table);
    expect(station.keys.vaults.state(vaultId)).toBe('locked');
    expect(codeOf(await unlockWritten(station, vaultId))).toBe('ceremony-busy');
    await signAll(station);
    must(await unlockWritten(station, vaultId));
  });

  it('does not open with its old file any more once the new one is written, also for one who waits his turn', async () => {
    const { vaultId, words } = await vaultWithPast();
    must(await begin(station, { plan: FROM_WORDS, vault: named('Reserve') }));
    await goUpTo(station, 'password-set', emptyTable({ backup: { kind: 'words', words }, search: false }));
    // Before the restore touches the vault its old file is asked for; another password is being tried at that moment.
    let letGo = () => {};
    const busy = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const trying = station.keys.passwords.try('another file', utf8('x'), async () => {
      await busy;
      return ok(undefined);
    });
    const waiting = unlockWritten(station, vaultId);
    let during: Promise<string | null> | null = null;
    const { spawnSigner } = station.effects;
    Object.assign(station.effects, {
      spawnSigner: () => {
        // The one signer of this step is that of the new file: the old state has been copied.
        during ??= unlockWritten(station, vaultId).then(codeOf);
        letGo();
        return spawnSigner();
      },
    });
    const next = () => utf8('another password 5512');
    must(await writeVault(station, { password: next(), again: next() }));
    Object.assign(station.effects, { spawnSigner });
    must(await trying);
    expect(await during).toBe('ceremony-busy');
    expect(codeOf(await waiting)).toBe('ceremony-busy');
    expect(station.keys.vaults.state(vaultId)).toBe('locked');
    const copy = { vaultId, password: utf8(VAULT_PASSWORD), target: path.join(await temporaryFolder(), 'c') };
    expect(codeOf(await saveVaultCopy(station, await anyOfficer(station), copy))).toBe('ceremony-busy');
    await signAll(station);
    must(await openVault(station, await anyOfficer(station), { vaultId, password: next() }));
    expect((await pay('20', vaultId)).code).toBeNull();
    must(await lockVault(station, await anyOfficer(station), { vaultId }));
    must(await openVault(station, await anyOfficer(station), { vaultId, password: next() }));
    must(await verifyJournal(station));
  });

  it('keeps its old file and state until the ceremony has ended: called off, they open', async () => {
    const { vaultId, words } = await vaultWithPast();
    const old = fileOf(vaultId);
    must(await begin(station, { plan: FROM_WORDS, vault: named('Reserve') }));
    await goUpTo(station, null, emptyTable({ backup: { kind: 'words', words }, search: false }));
    station = await desk.reopen();
    expect(fileOf(vaultId)).toBe(old);
    must(await unlockWritten(station, vaultId));
  });
});

describe('an attacker who has the folder, not the words', () => {
  it('gets no new policy into a vault by deleting its state and editing the database', async () => {
    const { hot, folder } = desk;
    await station.close();
    const state = path.join(folder, 'vaults', 'hot.stronghold.state');
    rmSync(state);
    station = await desk.reopen();
    expect(codeOf(await unlock(station, hot))).toBe('state-missing');
    expect(existsSync(state)).toBe(false);
    copyFileSync(path.join(folder, 'vaults', 'cold.stronghold.state'), state);
    expect(codeOf(await unlock(station, hot))).toBe('state-damaged');
  });
});
