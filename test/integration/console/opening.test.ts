import { chmodSync, copyFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { lockStation } from '../../../electron/console/lock.ts';
import { openTreasury } from '../../../electron/console/open-treasury.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { reject } from '../../../electron/console/reject.ts';
import { requestWithdrawal } from '../../../electron/console/request-withdrawal.ts';
import { sign } from '../../../electron/console/sign.ts';
import { signIn } from '../../../electron/console/sign-in.ts';
import { createStationKey } from '../../../electron/console/station-key.ts';
import type { Treasury } from '../../../electron/console/treasury.ts';
import type { TreasuryFile } from '../../../electron/console/treasury-folder.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import { type Policy, policyDigest } from '../../../electron/core/policy/policy.ts';
import { keyPair, signMessage } from '../../../electron/signer/ed25519.ts';
import {
  askApproved,
  enter,
  OUTSIDER,
  openDesk,
  openFundedDesk,
  type TestDesk,
} from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, createTreasury, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

type Draft = { -readonly [K in keyof TreasuryFile]: TreasuryFile[K] };

/** Closes the treasury, changes its file, and tells what opening it again is refused with. */
async function openChanged({ treasury, folder }: TestDesk, change: (file: Draft) => void) {
  await treasury.close();
  const place = path.join(folder, 'treasury.json');
  const file = JSON.parse(readFileSync(place, 'utf8')) as Draft;
  change(file);
  writeFileSync(place, JSON.stringify(file));
  return codeOf(await openTreasury(folder, treasury.effects));
}

describe('opening a treasury', () => {
  it('a second time is refused while the first holds it, and not after that', async () => {
    const { treasury, folder } = await openDesk();
    expect(codeOf(await openTreasury(folder, treasury.effects))).toBe('treasury-in-use');
    await treasury.close();
    const again = must(await openTreasury(folder, treasury.effects));
    await again.close();
  });

  it('that is not there, or is another kind of thing, is refused', async () => {
    const { treasury, folder } = await openDesk();
    expect(codeOf(await openTreasury(`${folder}-gone`, treasury.effects))).toBe('treasury-missing');
    expect(codeOf(await openTreasury(path.join(folder, 'treasury.json'), treasury.effects))).toBe(
      'treasury-missing',
    );
  });

  it.each([
    ['empty', ''],
    ['cut', '{"format":"sallyport/treasury/1"'],
    ['another JSON value', '[]'],
    ['of another version', '{"format":"sallyport/treasury/2"}'],
  ])('whose treasury.json is %s is refused', async (_, text) => {
    const { treasury, folder } = await openDesk();
    await treasury.close();
    writeFileSync(path.join(folder, 'treasury.json'), text);
    expect(codeOf(await openTreasury(folder, treasury.effects))).toBe('treasury-damaged');
  });

  it('whose treasury.json has an unknown member is refused', async () => {
    const desk = await openDesk();
    expect(await openChanged(desk, (file) => Object.assign(file, { trustMe: true }))).toBe(
      'treasury-damaged',
    );
  });

  it('whose files point outside of its folder is refused', async () => {
    const desk = await openDesk();
    const refused = await openChanged(desk, (file) => {
      file.vaultFiles = { [desk.hot]: '../../elsewhere.stronghold' };
    });
    expect(refused).toBe('treasury-damaged');
  });

  it('whose policy was altered is refused: the admin did not sign that', async () => {
    const desk = await openDesk();
    const refused = await openChanged(desk, (file) => {
      const { policy, signatures } = file.policies[0]!;
      const rules = policy.rules.map((rule) => ({ ...rule, maxAmount: null, window: null }));
      file.policies[0] = { policy: { ...policy, rules }, signatures };
    });
    expect(refused).toBe('treasury-damaged');
  });

  it('whose policy was replaced whole, with an admin of the attacker, is refused: the journal knows another', async () => {
    const desk = await openDesk();
    const refused = await openChanged(desk, (file) => {
      const thief = keyPair(new Uint8Array(32).fill(7));
      const publicKey = Buffer.from(thief.publicKey).toString('hex');
      const policy: Policy = {
        ...file.policies[0]!.policy,
        officers: file.policies[0]!.policy.officers.map((officer) =>
          officer.roles.includes('policy-admin') ? { ...officer, publicKey } : officer,
        ),
      };
      const signature = signMessage(thief, Buffer.from(policyDigest(policy), 'hex'));
      const [old] = file.policies[0]!.signatures;
      file.policies[0] = {
        policy,
        signatures: [{ officerId: old!.officerId, signature: Buffer.from(signature).toString('hex') }],
      };
    });
    expect(refused).toBe('treasury-damaged');
  });

  it.each(['iota:testnet', 'iota:mainnet'] as const)(
    'on %s is refused by a runtime that is for practice alone',
    async (id) => {
      const desk = await openDesk();
      const refused = await openChanged(desk, (file) => {
        file.network = { ...file.network, id };
      });
      expect(refused).toBe('runtime-practice-only');
    },
  );

  it('that calls a real network practice is refused: its policy says otherwise', async () => {
    const desk = await openDesk();
    const refused = await openChanged(desk, (file) => {
      file.network = { ...file.network, chain: '6364aad5' };
    });
    expect(refused).toBe('treasury-damaged');
  });

  it('without its station key is refused', async () => {
    const { treasury, folder } = await openDesk();
    await treasury.close();
    rmSync(path.join(folder, 'station.key'));
    expect(codeOf(await openTreasury(folder, treasury.effects))).toBe('treasury-damaged');
  });

  it("with another station's key is found out by the journal", async () => {
    const desk = await openDesk();
    await desk.treasury.close();
    const place = path.join(desk.folder, 'station.key');
    rmSync(place);
    await createStationKey(place, desk.treasury.effects);
    const treasury = must(await openTreasury(desk.folder, desk.treasury.effects));
    expect(codeOf(await verifyJournal(treasury))).toBe('journal-signature-bad');
    await treasury.close();
  });

  it.each([
    ['is no database', (bytes: Buffer) => bytes.fill(0x5a, 0, 100)],
    ['was cut in the middle', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ])('whose database %s is refused', async (_, damage) => {
    const { treasury, folder } = await openDesk();
    await treasury.close();
    const place = path.join(folder, 'treasury.sqlite');
    writeFileSync(place, damage(readFileSync(place)));
    expect(codeOf(await openTreasury(folder, treasury.effects))).toBe('store-damaged');
  });
});

describe('unlocking', () => {
  const vaultFile = (folder: string, kind: string) => path.join(folder, 'vaults', `${kind}.stronghold`);

  it("refuses another vault's file in the place of its own, with and without its sealed state", async () => {
    const { treasury, folder, node, hot } = await openDesk();
    const other = `${folder}-2`;
    must(await createTreasury(other, node, treasury.effects));
    const password = () => utf8(PASSWORD);
    copyFileSync(vaultFile(other, 'hot'), vaultFile(folder, 'hot'));
    expect(codeOf(await openVault(treasury, { vaultId: hot, password: password() }))).toBe('state-damaged');
    copyFileSync(`${vaultFile(other, 'hot')}.state`, `${vaultFile(folder, 'hot')}.state`);
    expect(codeOf(await openVault(treasury, { vaultId: hot, password: password() }))).toBe(
      'state-rolled-back',
    );
    expect(treasury.sessions.vaultState(hot)).toBe('locked');
  });

  it("refuses the cold vault's file for the hot one", async () => {
    const { treasury, folder, hot } = await openDesk();
    for (const end of ['', '.state'])
      copyFileSync(`${vaultFile(folder, 'cold')}${end}`, `${vaultFile(folder, 'hot')}${end}`);
    const opened = await openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) });
    expect(codeOf(opened)).toBe('state-rolled-back');
  });

  it("refuses another officer's key file", async () => {
    const { treasury, folder } = await openDesk();
    const officers = path.join(folder, 'officers');
    copyFileSync(
      path.join(officers, 'ben-okafor.stronghold'),
      path.join(officers, 'mara-lindqvist.stronghold'),
    );
    const officerId = treasury.policy.officers[0]!.id;
    expect(codeOf(await signIn(treasury, { officerId, password: utf8(PASSWORD) }))).toBe('officer-unknown');
    const nobody = await signIn(treasury, { officerId: treasury.file.id, password: utf8(PASSWORD) });
    expect(codeOf(nobody)).toBe('officer-unknown');
  });

  it('refuses a sealed state that was rolled back, and one that is gone', async () => {
    const desk = await openFundedDesk(['100']);
    const state = `${vaultFile(desk.folder, 'hot')}.state`;
    const before = readFileSync(state);
    const id = await askApproved(desk, '10');
    must(await sign(desk.treasury, { id }));
    const treasury = await desk.reopen();
    writeFileSync(state, before);
    const open = () => openVault(treasury, { vaultId: desk.hot, password: utf8(PASSWORD) });
    expect(codeOf(await open())).toBe('state-rolled-back');
    renameSync(state, `${state}.gone`);
    expect(codeOf(await open())).toBe('state-missing');
  });

  it('twice at once opens it once; what was locked while it opened stays locked', async () => {
    const { treasury, hot } = await openDesk();
    const open = () => openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) });
    const both = await Promise.all([open(), open()]);
    expect(both.map(codeOf).toSorted()).toEqual([null, 'proposal-state'].toSorted());
    treasury.sessions.lockVault(hot);
    const opening = open();
    await vi.waitUntil(() => treasury.sessions.vaultState(hot) === 'opening');
    treasury.sessions.lockVault(hot);
    const again = open();
    expect(codeOf(await opening)).toBe('signer-crashed');
    expect(codeOf(await again)).toBeNull();
    expect(treasury.sessions.vaultState(hot)).toBe('open');
  });

  it('a try that waits for its turn ends with the lock of the station', async () => {
    const { treasury, hot, cold } = await openDesk();
    const first = openVault(treasury, { vaultId: hot, password: utf8(PASSWORD) });
    const waiting = openVault(treasury, { vaultId: cold, password: utf8(PASSWORD) });
    await vi.waitUntil(() => treasury.sessions.vaultState(hot) === 'opening');
    await lockStation(treasury);
    await first;
    expect(codeOf(await waiting)).toBe('vault-locked');
    expect([hot, cold].map((id) => treasury.sessions.vaultState(id))).toEqual(['locked', 'locked']);
  });

  it('the sixth guess in a row waits, the right password too, and a restart does not shorten it', async () => {
    const desk = await openDesk();
    const guess = (password: string) =>
      openVault(desk.treasury, { vaultId: desk.hot, password: utf8(password) }).then(codeOf);
    for (let n = 0; n < 5; n++) expect(await guess(`guess ${n}`)).toBe('password-wrong');
    expect(await guess('guess 6')).toBe('password-wait');
    expect(await guess(PASSWORD)).toBe('password-wait');
    await desk.reopen();
    expect(await guess(PASSWORD)).toBe('password-wait');
    desk.wait(5_000);
    expect(await guess('guess 7')).toBe('password-wrong');
    desk.wait(5_000);
    expect(await guess(PASSWORD)).toBe('password-wait');
    desk.wait(5_000);
    expect(await guess(PASSWORD)).toBeNull();
    await lockStation(desk.treasury);
    expect(await guess('one slip')).toBe('password-wrong');
    expect(await guess(PASSWORD)).toBeNull();
  });
});

describe('two copies of one treasury', () => {
  it('cannot spend one coin twice: the slower payment fails and says so', async () => {
    const desk = await openFundedDesk(['100']);
    const mine = await askApproved(desk, '60');
    await desk.treasury.close();
    const copy = `${desk.folder}-copy`;
    cpSync(desk.folder, copy, { recursive: true });
    for (const part of ['vaults', 'officers']) chmodSync(path.join(copy, part), 0o700);
    const unlock = async (treasury: Treasury) =>
      must(await openVault(treasury, { vaultId: desk.hot, password: utf8(PASSWORD) }));

    const other = must(await openTreasury(copy, desk.treasury.effects));
    await enter(other, 'Ben');
    await unlock(other);
    must(await reject(other, { id: mine, reason: '' }));
    await enter(other, 'Mara');
    const { id: theirs } = must(
      await requestWithdrawal(other, {
        vaultId: desk.hot,
        recipient: OUTSIDER,
        amount: '50',
        reference: '',
      }),
    );
    await approveAs(other, 'Ben', theirs);
    must(await sign(other, { id: theirs }));
    const theirPayment = other.store.movements.transaction(theirs)!;
    await desk.node.checkpoint();
    await other.close();

    const treasury = await desk.reopen();
    await enter(treasury, 'Ben');
    await unlock(treasury);
    // What the other copy signed is beyond what this one's state knows; the network keeps the coin to one of them.
    must(await sign(treasury, { id: mine }));
    await treasury.follow();
    const movement = treasury.store.movements.get(mine)!;
    // The evidence: what the other copy's key signed stands in a checkpoint. Here nobody knows of it: an alarm.
    const { digest: spend } = theirPayment;
    expect(movement).toMatchObject({ state: 'failed', trouble: { code: 'coin-spent-elsewhere' } });
    expect(movement.trouble?.message).toContain(spend);
    expect(treasury.store.journal.list({ search: 'node-alarm', offset: 0, limit: 9 }).rows).toMatchObject([
      { body: { code: 'coin-spent-elsewhere', transaction: spend } },
    ]);
    expect(treasury.store.coins.reservedBalance(desk.hot)).toBe(0n);
    must(await verifyJournal(treasury));
  });
});
