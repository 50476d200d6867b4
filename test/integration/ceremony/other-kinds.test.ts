import { beforeEach, describe, expect, it } from 'vitest';
import { dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { createAccount } from '../../../electron/console/create-account.ts';
import { issueAddress } from '../../../electron/console/issue-address.ts';
import { openVault } from '../../../electron/console/open-vault.ts';
import { practiceDeposit } from '../../../electron/console/practice-deposit.ts';
import { requestWithdrawal } from '../../../electron/console/request-withdrawal.ts';
import { sign } from '../../../electron/console/sign.ts';
import { type Treasury, vaultOfKind } from '../../../electron/console/treasury.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import type { Backup } from '../../../electron/signer/ceremony/protocol.ts';
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
  viewOf,
  WORDS,
  wordsBackup,
} from '../../support/ceremony-steps.ts';
import { enter, OUTSIDER, settle } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const MNEMONIC =
  'brisk egg allow van merge process chest type dove bomb proud purity monitor snap load verb utility hungry cube coast fetch pioneer gadget credit';

let desk: CeremonyDesk;
let treasury: Treasury;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  treasury = desk.treasury;
});

async function reserve(plan: CeremonyPlan = WORDS) {
  const made = await hold(treasury, { plan, vault: { name: 'Reserve', kind: 'cold' } });
  must(await dismissCeremony(treasury));
  return made;
}

describe('a backup is checked', () => {
  const check = (backup: Backup, from: 'words' | 'shares' = 'words') =>
    hold(treasury, { plan: { kind: 'check-backup', from }, officers: ['Ben'] }, { backup });

  it('and belongs to a vault of the treasury; nothing else is changed', async () => {
    const { words, vaultId } = await reserve();
    const { policy, file } = treasury;
    await check({ kind: 'words', words });
    expect(viewOf(treasury)).toMatchObject({ result: 'belongs', belongsTo: 'Reserve', sheets: [] });
    const { transcript } = await provenTranscript(treasury, viewOf(treasury).id);
    expect(transcript).toMatchObject({ result: 'belongs', vault: { id: vaultId } });
    expect(treasury.policy).toEqual(policy);
    expect(treasury.file).toEqual(file);
    must(await unlockWritten(treasury, vaultId));
  });

  it('in shares', async () => {
    const { shares } = await reserve({ kind: 'create', words: false, split: SPLIT });
    await check({ kind: 'shares', shares: [shares[1]!, shares[2]!, shares[3]!] }, 'shares');
    expect(viewOf(treasury).belongsTo).toBe('Reserve');
  });

  it('and belongs to none; the transcript names no address', async () => {
    await check(wordsBackup(MNEMONIC));
    expect(viewOf(treasury)).toMatchObject({
      result: 'belongs-to-none',
      belongsTo: null,
      firstAddress: null,
    });
    const { transcript } = await provenTranscript(treasury, viewOf(treasury).id);
    expect(transcript).toMatchObject({ result: 'belongs-to-none', vault: null, firstAddress: null });
  });
});

describe('shares are made for a vault that has words', () => {
  const plan: CeremonyPlan = { kind: 'shares', split: SPLIT };
  const officers = ['Ben', 'Chiara'];

  it('which prove that it is that vault; the shares restore it', async () => {
    const { words, vaultId } = await reserve();
    const { policy } = treasury;
    const made = await hold(treasury, { plan, vaultId, officers }, { backup: { kind: 'words', words } });
    expect(made.shares).toHaveLength(4);
    const { transcript } = await provenTranscript(treasury, viewOf(treasury).id);
    expect(transcript.sheets.map(({ content }) => content.kind)).toEqual(Array(4).fill('share'));
    expect(treasury.policy).toEqual(policy);
    must(await dismissCeremony(treasury));
    const { shares } = made;
    await hold(
      treasury,
      { plan: { kind: 'check-backup', from: 'shares' }, officers: ['Ben'] },
      { backup: { kind: 'shares', shares: [shares[0]!, shares[1]!, shares[3]!] } },
    );
    expect(viewOf(treasury).belongsTo).toBe('Reserve');
  });

  it("but not from another vault's words", async () => {
    const { vaultId } = await reserve();
    must(await begin(treasury, { plan, vaultId, officers }));
    const table = emptyTable({ backup: wordsBackup(MNEMONIC) });
    await expect(holdUpTo(treasury, null, table)).rejects.toThrow(/fingerprint-other/);
    expect(stepOf(treasury)).toBe('vault-proven');
    expect(viewOf(treasury).sheets).toEqual([]);
  });
});

describe('a vault is rotated', () => {
  const plan: CeremonyPlan = { kind: 'rotate', words: true, split: null };
  const officers = ['Mara', 'Dev', 'Ben', 'Chiara'];
  const unlock = async (vaultId: string) =>
    must(await openVault(treasury, { vaultId, password: utf8(PASSWORD) }));

  it('everything moves to the new one, which takes its place; the old one is retired', async () => {
    const { hot, node } = desk;
    await unlock(hot);
    await enter(treasury, 'Mara');
    must(await createAccount(treasury, { vaultId: hot, alias: 'Customer 1' }));
    const customer = treasury.store.accounts
      .all()
      .find(({ path }) => path.account === 1 && path.index === 0)!;
    const addresses = [vaultOfKind(treasury, 'hot').receiveAddress, customer.address];
    for (const [i, address] of addresses.entries()) {
      must(await practiceDeposit(treasury, { address, amount: `${100 + i}` }));
    }
    await settle(desk);

    const { vaultId } = await hold(treasury, {
      plan,
      vaultId: hot,
      vault: { name: 'Hot vault 2', kind: 'hot' },
      officers,
    });
    const view = viewOf(treasury);
    expect(view.moves?.map(({ from }) => from)).toEqual(addresses.toSorted());
    const { transcript } = await provenTranscript(treasury, view.id);
    expect(transcript.replaces).toMatchObject({ id: hot, name: 'Hot vault' });
    expect(vaultOfKind(treasury, 'hot').id).toBe(vaultId);

    const sweeps = treasury.store.movements.inState('proposed');
    expect(sweeps.map(({ kind, source, recipient }) => [kind, source, recipient]).toSorted()).toEqual(
      addresses.map((address) => ['sweep', address, view.firstAddress]).toSorted(),
    );
    for (const { id } of sweeps) {
      await approveAs(treasury, 'Ben', id);
      must(await sign(treasury, { id }));
    }
    await settle(desk);
    for (const { id } of sweeps) expect(treasury.store.movements.get(id)?.state).toBe('final');
    const left = treasury.store.coins.balance(hot);
    expect(left, 'what is left is unused gas').toBeLessThan(20_000_000n);
    expect(await node.balance(view.firstAddress!)).toBeGreaterThan(200_980_000_000n);

    await enter(treasury, 'Mara');
    const retired = [
      issueAddress(treasury, { vaultId: hot, account: 0 }),
      createAccount(treasury, { vaultId: hot, alias: 'Customer 2' }),
      requestWithdrawal(treasury, { vaultId: hot, recipient: OUTSIDER, amount: '0.001', reference: '' }),
    ];
    expect((await Promise.all(retired)).map(codeOf)).toEqual(Array(3).fill('vault-retired'));
    must(await unlockWritten(treasury, vaultId));
    must(await issueAddress(treasury, { vaultId, account: 0 }));
    const again = await desk.reopen();
    expect(again.store.vaults.retired()).toEqual(new Set([hot]));
    must(await verifyJournal(again));
  });

  it('of another kind than the old one is refused, and one that is not there', async () => {
    const vault = { name: 'Hot vault 2', kind: 'hot' } as const;
    expect(codeOf(await begin(treasury, { plan, vaultId: desk.cold, vault, officers }))).toBe(
      'ceremony-plan',
    );
    expect(codeOf(await begin(treasury, { plan, vaultId: treasury.file.id, vault, officers }))).toBe(
      'vault-unknown',
    );
    expect(codeOf(await begin(treasury, { plan, vaultId: desk.hot, officers }))).toBe('ceremony-plan');
  });

  it('waits for a node that does not answer', async () => {
    must(
      await begin(treasury, {
        plan,
        vaultId: desk.hot,
        vault: { name: 'Hot vault 2', kind: 'hot' },
        officers,
      }),
    );
    const table = emptyTable();
    await holdUpTo(treasury, 'sweep-prepared', table);
    await desk.node.faults({ kind: 'drop' });
    await expect(holdUpTo(treasury, null, table)).rejects.toThrow(/node-/);
    await desk.node.faults();
    await holdUpTo(treasury, null, table);
    await signAll(treasury);
    const { transcript } = await provenTranscript(treasury, viewOf(treasury).id);
    expect(transcript.steps.find(({ step }) => step === 'sweep-prepared')).toMatchObject({
      outcome: 'repeated',
      failed: 1,
    });
    expect(entriesOf(treasury, 'ceremony-held')).toHaveLength(1);
  });
});
