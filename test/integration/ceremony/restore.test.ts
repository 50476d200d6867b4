import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mnemonicToSeedSync } from '@scure/bip39';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  chooseStronghold,
  MAX_SEARCHED,
  openStronghold,
  searchAccounts,
} from '../../../electron/console/ceremony/backup-steps.ts';
import { dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { writeVault } from '../../../electron/console/ceremony/write-vault.ts';
import { lockVault } from '../../../electron/console/lock.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { practiceDeposit } from '../../../electron/console/practice-deposit.ts';
import { reject } from '../../../electron/console/reject.ts';
import { requestWithdrawal } from '../../../electron/console/request-withdrawal.ts';
import { sign } from '../../../electron/console/sign.ts';
import type { Treasury } from '../../../electron/console/treasury.ts';
import { treasuryPaths } from '../../../electron/console/treasury-folder.ts';
import { saveVaultCopy } from '../../../electron/console/vault-file.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { ok } from '../../../electron/core/result.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { createSeedFile } from '../../../electron/stronghold/seed-file.ts';
import {
  type CeremonyDesk,
  entriesOf,
  openCeremonyDesk,
  provenTranscript,
  unlockWritten,
} from '../../support/ceremony-desk.ts';
import {
  begin,
  emptyTable,
  hold,
  holdUpTo,
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
import { enter, OUTSIDER, settle, temporaryFolder } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, must, utf8 } from '../../support/treasury-steps.ts';

const MNEMONIC =
  'winter spend artefact viable cigar pink easy charge ranch license coyote cage brass mushroom repair game attack peanut glad rather cart obey famous chat';
const FROM_WORDS: CeremonyPlan = { kind: 'restore', from: 'words' };
const FROM_FILE: CeremonyPlan = { kind: 'restore', from: 'file' };
const named = (name: string) => ({ name, kind: 'hot' }) as const;

let desk: CeremonyDesk;
let treasury: Treasury;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  treasury = desk.treasury;
});

const fileOf = (vaultId: string) => treasuryPaths(treasury.folder).vault(treasury.file.vaultFiles[vaultId]!);

function addressesOf(mnemonic: string, ...paths: [account: number, index: number][]): string[] {
  const keys = new KeyTree(mnemonicToSeedSync(mnemonic));
  return paths.map(([account, index]) => keys.address({ account, change: 0, index }));
}

async function pay(amount: string, vaultId: string): Promise<{ id: string; code: string | null }> {
  await enter(treasury, 'Mara');
  const { id } = must(
    await requestWithdrawal(treasury, { vaultId, recipient: OUTSIDER, amount, reference: '' }),
  );
  await approveAs(treasury, 'Ben', id);
  return { id, code: codeOf(await sign(treasury, { id })) };
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
    const { vaultId } = await hold(
      treasury,
      { plan: FROM_WORDS, vault: named('From Firefly') },
      { backup: wordsBackup(MNEMONIC) },
    );
    expect(viewOf(treasury).found).toEqual([
      { account: 0, addresses: 22, balance: '60000000000' },
      { account: 1, addresses: 6, balance: '30000000000' },
    ]);
    await provenTranscript(treasury, viewOf(treasury).id);
    const { accounts } = treasury.store;
    expect([0, 1, 2].map((index) => accounts.get(vaultId, index)?.alias)).toEqual([
      'From Firefly account 0',
      'From Firefly account 1',
      undefined,
    ]);
    expect(accounts.find(second)?.issuedAt, 'what lies before a used one is given out').not.toBeNull();
    expect(accounts.find(beyond)).toBeUndefined();

    must(await unlockWritten(treasury, vaultId));
    await settle(desk);
    expect(treasury.store.coins.balance(vaultId)).toBe(90_000_000_000n);
    const { id, code } = await pay('20', vaultId);
    expect(code).toBeNull();
    await settle(desk);
    expect(treasury.store.movements.get(id)?.state).toBe('final');
  });

  it('can be restored without a search, with one account', async () => {
    const brought = { backup: wordsBackup(MNEMONIC), search: false };
    const { vaultId } = await hold(treasury, { plan: FROM_WORDS, vault: named('Old wallet') }, brought);
    const { transcript } = await provenTranscript(treasury, viewOf(treasury).id);
    expect(transcript.steps.find(({ step }) => step === 'accounts-searched')?.outcome).toBe('passed-over');
    expect(treasury.store.accounts.get(vaultId, 0)?.alias).toBe('Old wallet');
  });

  it('with the longest name gives its accounts names that fit, and the treasury opens again', async () => {
    const [first] = addressesOf(MNEMONIC, [0, 0]);
    await desk.node.deposit(first!, 30_000_000_000n);
    await desk.node.checkpoint();
    const vault = named('ä'.repeat(64));
    const { vaultId } = await hold(treasury, { plan: FROM_WORDS, vault }, { backup: wordsBackup(MNEMONIC) });
    const again = await desk.reopen();
    expect(again.store.accounts.get(vaultId, 0)?.alias).toBe(`${'ä'.repeat(54)} account 0`);
  });

  it('of which every address seems to be used is not searched for ever, and can be restored without', async () => {
    must(await begin(treasury, { plan: FROM_WORDS, vault: named('Endless') }));
    const table = emptyTable({ backup: wordsBackup(MNEMONIC), search: false });
    await holdUpTo(treasury, 'accounts-searched', table);
    const { client } = treasury.ceremonies.session!;
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
    const receiving = vi.spyOn(treasury.network, 'received').mockResolvedValue(ok([{} as never]));
    const counting = vi.spyOn(treasury.network, 'coins').mockResolvedValue(ok([]));
    expect(codeOf(await searchAccounts(treasury, { passOver: false }))).toBe('search-too-long');
    expect(receiving).toHaveBeenCalledTimes(MAX_SEARCHED);
    for (const spy of [asking, receiving, counting]) spy.mockRestore();
    expect(stepOf(treasury)).toBe('accounts-searched');
    await holdUpTo(treasury, null, table);
    await signAll(treasury);
    expect(viewOf(treasury).result).toBe('held');
  });

  it('with more used addresses than a signer derives at once is restored with all of them', async () => {
    must(await begin(treasury, { plan: FROM_WORDS, vault: named('Busy shop') }));
    await holdUpTo(treasury, null, emptyTable({ backup: wordsBackup(MNEMONIC), search: false }));
    const session = treasury.ceremonies.session!;
    session.found = [{ account: 0, addresses: 2_500, balance: 0n }]; // as the search would have noted
    const asking = vi.spyOn(session.opened!, 'ask');
    await signAll(treasury);
    const asked = asking.mock.calls.filter(([verb]) => verb === 'addresses').map(([, body]) => body);
    expect(asked).toMatchObject([
      { from: 0, count: 1_000 },
      { from: 1_000, count: 1_000 },
      { from: 2_000, count: 520 },
    ]);
    const own = treasury.store.accounts.all().filter(({ vaultId }) => vaultId === session.vault!.id);
    expect(own.map(({ path: { index } }) => index).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 2_520 }, (_, index) => index),
    );
    expect(own.filter(({ issuedAt }) => issuedAt !== null)).toHaveLength(2_500);
  });

  it('must not be named like another one', async () => {
    must(await begin(treasury, { plan: FROM_WORDS, vault: named('Hot VAULT') }));
    const table = emptyTable({ backup: wordsBackup(MNEMONIC) });
    await expect(holdUpTo(treasury, 'address-proven', table)).rejects.toThrow(/alias-duplicate/);
  });

  it('is not restored from words of which one is wrong', async () => {
    must(await begin(treasury, { plan: FROM_WORDS, vault: named('Typo') }));
    const wrong = MNEMONIC.replace('winter', 'winner');
    const table = emptyTable({ backup: wordsBackup(wrong) });
    await expect(holdUpTo(treasury, null, table)).rejects.toThrow(/words-checksum/);
    expect(stepOf(treasury)).toBe('backup-entered');
    await holdUpTo(treasury, null, { ...table, backup: wordsBackup(MNEMONIC), search: false });
    expect(stepOf(treasury)).toBeNull();
  });

  it(`is restored from an old wallet's file of version 2 (${version2Files[0].fixture.name})`, async () => {
    const { fixture, password, words } = version2Files[0];
    const [address] = addressesOf(words, [0, 0]);
    await desk.node.deposit(address!, 7_000_000_000n);
    await desk.node.checkpoint();
    const file = { path: fixture.file, password };
    await hold(treasury, { plan: FROM_FILE, vault: named('Shimmer days') }, { file });
    expect(viewOf(treasury)).toMatchObject({ firstAddress: address, found: [{ addresses: 1 }] });
    await provenTranscript(treasury, viewOf(treasury).id);
  });

  it(`shows what an old wallet's file tells, and takes over the names of used accounts (${chrysalis.fixture.name})`, async () => {
    const { fixture, password, words } = chrysalis;
    for (const account of [0, 1]) {
      const [address] = addressesOf(words, [account, 0]);
      await desk.node.deposit(address!, 5_000_000_000n);
    }
    await desk.node.checkpoint();
    const file = { path: fixture.file, password };
    const { vaultId } = await hold(treasury, { plan: FROM_FILE, vault: named('Firefly days') }, { file });
    expect(viewOf(treasury).contents).toEqual({
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
    const names = [0, 1].map((account) => treasury.store.accounts.get(vaultId, account)?.alias);
    expect(names).toEqual(['Alice', 'Bob']);
  });

  it(`does not name IOTA accounts after those of another coin (${backupVersion2.fixture.name})`, async () => {
    const { fixture, password } = backupVersion2;
    const file = { path: fixture.file, password };
    const { vaultId } = await hold(treasury, { plan: FROM_FILE, vault: named('Shimmer') }, { file });
    expect(viewOf(treasury).contents).toMatchObject({
      coinType: 4219,
      accounts: [{ alias: 'tibo', coinType: 4219 }],
    });
    expect(treasury.store.accounts.get(vaultId, 0)?.alias).toBe('Shimmer account 0');
  });

  it('is not guessed: after five wrong passwords of its file the next try waits', async () => {
    const place = path.join(await temporaryFolder(), 'brought.stronghold');
    const seed = mnemonicToSeedSync(MNEMONIC);
    const random = countingRandom('brought');
    must(await createSeedFile({ file: place, password: utf8('their own'), seed, workFactor: 2, random }));
    must(await begin(treasury, { plan: FROM_FILE, vault: named('Guessed') }));
    must(await chooseStronghold(treasury, place));
    const open = async (password: string) =>
      codeOf(await openStronghold(treasury, { password: utf8(password) }));
    for (let guess = 1; guess <= 5; guess++) expect(await open(`guess ${guess}`)).toBe('password-wrong');
    expect(await open('their own')).toBe('password-wait');
  });

  it('is restored from a file of version 3, and a wrong password is told and noted', async () => {
    const place = path.join(await temporaryFolder(), 'brought.stronghold');
    const seed = mnemonicToSeedSync(MNEMONIC);
    const random = countingRandom('brought');
    must(await createSeedFile({ file: place, password: utf8('their own'), seed, workFactor: 2, random }));
    must(await begin(treasury, { plan: FROM_FILE, vault: named('Brought') }));
    const wrong = emptyTable({ file: { path: place, password: 'guess' } });
    await expect(holdUpTo(treasury, null, wrong)).rejects.toThrow(/password-wrong/);
    await holdUpTo(treasury, null, emptyTable({ file: { path: place, password: 'their own' } }));
    await signAll(treasury);
    expect(viewOf(treasury).firstAddress).toBe(addressesOf(MNEMONIC, [0, 0])[0]);
  });
});

describe('a vault of the treasury', () => {
  /** Makes a hot vault with 100 IOTA, which has paid 10 of them, and locks it. */
  async function vaultWithPast(plan: CeremonyPlan = WORDS) {
    const table = await hold(treasury, { plan, vault: named('Reserve') });
    must(await dismissCeremony(treasury));
    const { vaultId } = table;
    must(await unlockWritten(treasury, vaultId));
    const { receiveAddress } = treasury.policy.vaults.at(-1)!;
    must(await practiceDeposit(treasury, { address: receiveAddress, amount: '100' }));
    await settle(desk);
    expect((await pay('10', vaultId)).code).toBeNull();
    await settle(desk);
    treasury = await desk.reopen();
    return table;
  }

  const restore = (brought: Parameters<typeof hold>[2], plan = FROM_WORDS) =>
    hold(treasury, { plan, vault: named('Reserve') }, { search: false, ...brought });

  it('whose file is lost comes back from its words with its memory, in its own place', async () => {
    const { vaultId, words } = await vaultWithPast();
    const lost = fileOf(vaultId);
    rmSync(lost);
    expect(codeOf(await unlockWritten(treasury, vaultId))).toBe('stronghold-missing');
    const restored = await restore({ backup: { kind: 'words', words } });
    expect(restored.vaultId).toBe(vaultId);
    expect(treasury.policy.version, 'no new policy').toBe(2);
    expect(fileOf(vaultId)).not.toBe(lost);
    expect(entriesOf(treasury, 'ceremony-held').at(-1)?.body).toMatchObject({ vaultId, counter: 2 });
    must(await unlockWritten(treasury, vaultId));
    expect((await pay('20', vaultId)).code).toBeNull();
    await settle(desk);
    must(await verifyJournal(treasury));
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
    must(await unlockWritten(treasury, vaultId));
  });

  it('comes back from a verified copy of its file', async () => {
    const { vaultId } = await vaultWithPast();
    const target = path.join(await temporaryFolder(), 'copy.stronghold');
    must(await saveVaultCopy(treasury, { vaultId, password: utf8(VAULT_PASSWORD), target }));
    rmSync(fileOf(vaultId));
    const restored = await restore({ file: { path: target, password: VAULT_PASSWORD } }, FROM_FILE);
    expect(restored.vaultId).toBe(vaultId);
    must(await unlockWritten(treasury, vaultId));
    expect((await pay('20', vaultId)).code).toBeNull();
  });

  it.each(['gone', 'damaged', 'not to be read', 'rolled back'] as const)(
    'whose state is %s for good begins a new era; what was asked for before must be asked for again',
    async (fate) => {
      const created = await hold(treasury, { plan: WORDS, vault: named('Reserve') });
      const early = readFileSync(`${fileOf(created.vaultId)}.state`);
      must(await unlockWritten(treasury, created.vaultId));
      must(await dismissCeremony(treasury));
      const { vaultId, words } = created;
      const { receiveAddress } = treasury.policy.vaults.at(-1)!;
      must(await practiceDeposit(treasury, { address: receiveAddress, amount: '100' }));
      await settle(desk);
      expect((await pay('10', vaultId)).code).toBeNull();
      await settle(desk);
      await enter(treasury, 'Mara');
      const before = must(
        await requestWithdrawal(treasury, { vaultId, recipient: OUTSIDER, amount: '5', reference: '' }),
      );
      await approveAs(treasury, 'Ben', before.id);
      treasury = await desk.reopen();
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
      expect(codeOf(await unlockWritten(treasury, vaultId))).toBe(code);

      const eraBefore = entriesOf(treasury, 'ceremony-held').at(-1)?.body['era'];
      await restore({ backup: { kind: 'words', words } });
      const { body } = entriesOf(treasury, 'ceremony-held').at(-1)!;
      expect(body).toMatchObject({ vaultId, counter: 1 });
      expect(body['era']).not.toBe(eraBefore);
      must(await unlockWritten(treasury, vaultId));
      await enter(treasury, 'Ben');
      expect(codeOf(await sign(treasury, { id: before.id }))).toBe('request-state');
      must(await reject(treasury, { id: before.id, reason: 'asked for again' }));
      expect((await pay('6', vaultId)).code, 'a new request is signed').toBeNull();

      // The rollback hole stays shut: neither the last state of the old era nor a birth can be put back.
      treasury = await desk.reopen();
      const restored = `${fileOf(vaultId)}.state`;
      const present = readFileSync(restored);
      for (const old of [latest, early]) {
        writeFileSync(restored, old);
        expect(codeOf(await unlockWritten(treasury, vaultId))).toBe('state-rolled-back');
      }
      writeFileSync(restored, present);
      must(await unlockWritten(treasury, vaultId));
    },
  );

  it('cannot sign with its old file between the writing of the new one and the end', async () => {
    const { vaultId, words } = await vaultWithPast();
    must(await unlockWritten(treasury, vaultId));
    const table = emptyTable({ backup: { kind: 'words', words }, search: false });
    must(await begin(treasury, { plan: FROM_WORDS, vault: named('Reserve') }));
    await holdUpTo(treasury, null, table);
    expect(treasury.sessions.vaultState(vaultId)).toBe('locked');
    expect(codeOf(await unlockWritten(treasury, vaultId))).toBe('ceremony-busy');
    await signAll(treasury);
    must(await unlockWritten(treasury, vaultId));
  });

  it('does not open with its old file any more once the new one is written, also for one who waits his turn', async () => {
    const { vaultId, words } = await vaultWithPast();
    must(await begin(treasury, { plan: FROM_WORDS, vault: named('Reserve') }));
    await holdUpTo(treasury, 'password-set', emptyTable({ backup: { kind: 'words', words }, search: false }));
    // Before the restore touches the vault its old file is asked for; another password is being tried at that moment.
    let letGo = () => {};
    const busy = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const trying = treasury.passwords.try('another file', utf8('x'), async () => {
      await busy;
      return ok(undefined);
    });
    const waiting = unlockWritten(treasury, vaultId);
    let during: Promise<string | null> | null = null;
    const { spawnSigner } = treasury.effects;
    Object.assign(treasury.effects, {
      spawnSigner: () => {
        // The one signer of this step is that of the new file: the old state has been copied.
        during ??= unlockWritten(treasury, vaultId).then(codeOf);
        letGo();
        return spawnSigner();
      },
    });
    const next = () => utf8('another password 5512');
    must(await writeVault(treasury, { password: next(), again: next() }));
    Object.assign(treasury.effects, { spawnSigner });
    must(await trying);
    expect(await during).toBe('ceremony-busy');
    expect(codeOf(await waiting)).toBe('ceremony-busy');
    expect(treasury.sessions.vaultState(vaultId)).toBe('locked');
    const copy = { vaultId, password: utf8(VAULT_PASSWORD), target: path.join(await temporaryFolder(), 'c') };
    expect(codeOf(await saveVaultCopy(treasury, copy))).toBe('ceremony-busy');
    await signAll(treasury);
    must(await openVault(treasury, { vaultId, password: next() }));
    expect((await pay('20', vaultId)).code).toBeNull();
    must(await lockVault(treasury, vaultId));
    must(await openVault(treasury, { vaultId, password: next() }));
    must(await verifyJournal(treasury));
  });

  it('keeps its old file and state until the ceremony has ended: called off, they open', async () => {
    const { vaultId, words } = await vaultWithPast();
    const old = fileOf(vaultId);
    must(await begin(treasury, { plan: FROM_WORDS, vault: named('Reserve') }));
    await holdUpTo(treasury, null, emptyTable({ backup: { kind: 'words', words }, search: false }));
    treasury = await desk.reopen();
    expect(fileOf(vaultId)).toBe(old);
    must(await unlockWritten(treasury, vaultId));
  });
});

describe('an attacker who has the folder, not the words', () => {
  it('gets no new policy into a vault by deleting its state and editing the database', async () => {
    const { treasury: open, hot, folder } = desk;
    await open.close();
    const state = path.join(folder, 'vaults', 'hot.stronghold.state');
    rmSync(state);
    treasury = await desk.reopen();
    expect(codeOf(await openVault(treasury, { vaultId: hot, password: utf8('play money') }))).toBe(
      'state-missing',
    );
    expect(existsSync(state)).toBe(false);
    copyFileSync(path.join(folder, 'vaults', 'cold.stronghold.state'), state);
    expect(codeOf(await openVault(treasury, { vaultId: hot, password: utf8('play money') }))).toBe(
      'state-damaged',
    );
  });
});
