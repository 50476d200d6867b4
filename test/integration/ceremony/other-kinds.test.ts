import { beforeEach, describe, expect, it } from 'vitest';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readRetiredPlan, requestRetired } from '../../../electron/console/mandates/empty-retired.ts';
import { WaitingBuilds } from '../../../electron/console/movements/build-waiting.ts';
import { expireRequests } from '../../../electron/console/movements/expire-requests.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { vaultAtWork, vaultOf } from '../../../electron/console/vaults/vault-of.ts';
import type { CeremonyPlan } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { REQUEST_LIFETIME_MS } from '../../../electron/core/proposal/request.ts';
import type { Backup } from '../../../electron/signer/ceremony/protocol.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
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
  viewOf,
  WORDS,
  wordsBackup,
} from '../../support/ceremony-steps.ts';
import { OUTSIDER, settle, unlock } from '../../support/treasury-fixture.ts';
import { addressOf, approveAs, codeOf, enter, must } from '../../support/treasury-steps.ts';

const MNEMONIC =
  'brisk egg allow van merge process chest type dove bomb proud purity monitor snap load verb utility hungry cube coast fetch pioneer gadget credit';

let desk: CeremonyDesk;
let station: Desk;

beforeEach(async () => {
  desk = await openCeremonyDesk();
  station = desk.station;
});

async function reserve(plan: CeremonyPlan = WORDS) {
  const made = await complete(station, { plan, vault: { name: 'Reserve', kind: 'cold' } });
  must(await dismissCeremony(station));
  return made;
}

describe('a backup is checked', () => {
  const check = (backup: Backup, from: 'words' | 'shares' = 'words') =>
    complete(station, { plan: { kind: 'check-backup', from }, officers: ['Ben'] }, { backup });

  it('and belongs to a vault of the treasury; nothing else is changed', async () => {
    const { words, vaultId } = await reserve();
    const policy = station.policy.present();
    const file = station.treasury.file();
    await check({ kind: 'words', words });
    expect(viewOf(station)).toMatchObject({ result: 'belongs', belongsTo: 'Reserve', sheets: [] });
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    expect(transcript).toMatchObject({ result: 'belongs', vault: { id: vaultId } });
    expect(station.policy.present()).toEqual(policy);
    expect(station.treasury.file()).toEqual(file);
    must(await unlockWritten(station, vaultId));
  });

  it('in shares', async () => {
    const { shares } = await reserve({ kind: 'create', words: false, split: SPLIT });
    await check({ kind: 'shares', shares: [shares[1]!, shares[2]!, shares[3]!] }, 'shares');
    expect(viewOf(station).belongsTo).toBe('Reserve');
  });

  it('and belongs to none; the transcript names no address', async () => {
    await check(wordsBackup(MNEMONIC));
    expect(viewOf(station)).toMatchObject({
      result: 'belongs-to-none',
      belongsTo: null,
      firstAddress: null,
    });
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    expect(transcript).toMatchObject({ result: 'belongs-to-none', vault: null, firstAddress: null });
  });
});

describe('shares are made for a vault that has words', () => {
  const plan: CeremonyPlan = { kind: 'shares', split: SPLIT };
  const officers = ['Ben', 'Chiara'];

  it('which prove that it is that vault; the shares restore it', async () => {
    const { words, vaultId } = await reserve();
    const policy = station.policy.present();
    const made = await complete(station, { plan, vaultId, officers }, { backup: { kind: 'words', words } });
    expect(made.shares).toHaveLength(4);
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    expect(transcript.sheets.map(({ content }) => content.kind)).toEqual(Array(4).fill('share'));
    expect(station.policy.present()).toEqual(policy);
    must(await dismissCeremony(station));
    const { shares } = made;
    await complete(
      station,
      { plan: { kind: 'check-backup', from: 'shares' }, officers: ['Ben'] },
      { backup: { kind: 'shares', shares: [shares[0]!, shares[1]!, shares[3]!] } },
    );
    expect(viewOf(station).belongsTo).toBe('Reserve');
  });

  it("but not from another vault's words", async () => {
    const { vaultId } = await reserve();
    must(await begin(station, { plan, vaultId, officers }));
    const table = emptyTable({ backup: wordsBackup(MNEMONIC) });
    await expect(goUpTo(station, null, table)).rejects.toThrow(/fingerprint-other/);
    expect(stepOf(station)).toBe('vault-proven');
    expect(viewOf(station).sheets).toEqual([]);
  });
});

describe('a vault is rotated', () => {
  const plan: CeremonyPlan = { kind: 'rotate', words: true, split: null };
  const officers = ['Mara', 'Dev', 'Ben', 'Chiara'];

  it('everything moves to the new one, which takes its place; the old one is retired', async () => {
    const { hot, node } = desk;
    must(await unlock(station, hot));
    await enter(desk, 'Mara');
    const { index } = must(
      await createAccount(station, await anyOfficer(station), { vaultId: hot, alias: 'Customer 1' }),
    );
    const one = { search: '', offset: 0, limit: 1 };
    const [customer] = (await station.books.addresses.issued(one, hot, index)).rows;
    const addresses = [vaultAtWork(station.policy.present(), [], 'hot').receiveAddress, customer!.address];
    for (const [i, address] of addresses.entries()) {
      must(await practiceDeposit(station, { address, amount: `${100 + i}` }));
    }
    await settle(desk);

    const { vaultId } = await complete(station, {
      plan,
      vaultId: hot,
      vault: { name: 'Hot vault 2', kind: 'hot' },
      officers,
    });
    const view = viewOf(station);
    expect(view.moves?.map(({ from }) => from)).toEqual(addresses.toSorted());
    const { transcript } = await provenTranscript(station, view.id);
    expect(transcript.replaces).toMatchObject({ id: hot, name: 'Hot vault' });
    expect(vaultAtWork(station.policy.present(), [hot], 'hot').id).toBe(vaultId);
    expect(await station.books.vaults.retired()).toEqual([hot]);

    const sweeps = await station.books.movements.inState(['proposed']);
    expect(sweeps.map(({ kind, source, recipient }) => [kind, source, recipient]).toSorted()).toEqual(
      addresses.map((address) => ['sweep', address, view.firstAddress]).toSorted(),
    );
    // One approval is for both, and so is one signing.
    const [first] = sweeps;
    expect(new Set(sweeps.map(({ mandate }) => mandate)).size).toBe(1);
    expect(first?.mandate).not.toBeNull();
    await approveAs(desk, 'Ben', first?.id ?? '');
    must(await sign(station, desk.as('Ben'), { id: first?.id ?? '' }));
    await settle(desk);
    for (const { id } of sweeps) expect((await station.books.movements.get(id))?.state).toBe('final');
    const left = (await station.books.figures.vault(hot)).balance;
    expect(left, 'what is left is unused gas').toBeLessThan(20_000_000n);
    expect(await node.balance(view.firstAddress!)).toBeGreaterThan(200_980_000_000n);

    await enter(desk, 'Mara');
    const retired = [
      issueAddress(station, await anyOfficer(station), { vaultId: hot, account: 0 }),
      createAccount(station, await anyOfficer(station), { vaultId: hot, alias: 'Customer 2' }),
      requestWithdrawal(station, desk.as('Mara'), {
        vaultId: hot,
        recipient: OUTSIDER,
        amount: '0.001',
        reference: '',
      }),
    ];
    expect((await Promise.all(retired)).map(codeOf)).toEqual(Array(3).fill('vault-retired'));
    must(await unlockWritten(station, vaultId));
    must(await issueAddress(station, await anyOfficer(station), { vaultId, account: 0 }));
    const again = await desk.reopen();
    expect(await again.books.vaults.retired()).toEqual([hot]);
    must(await verifyJournal(again));
  });

  it('is emptied also where another ceremony makes a new policy before its moves are approved', async () => {
    const { hot } = desk;
    must(await unlock(station, hot));
    const mara = await enter(desk, 'Mara');
    const { index } = must(await createAccount(station, mara, { vaultId: hot, alias: 'Customer 1' }));
    const of = { vaultId: hot, account: index };
    const given = addressOf(must(await issueAddress(station, mara, of)));
    for (const address of [vaultAtWork(station.policy.present(), [], 'hot').receiveAddress, given])
      must(await practiceDeposit(station, { address, amount: '100' }));
    await settle(desk);
    await complete(station, {
      plan,
      vaultId: hot,
      vault: { name: 'Hot vault 2', kind: 'hot' },
      officers,
    });
    must(await dismissCeremony(station));
    const sweeps = await station.books.movements.inState(['proposed']);
    expect(sweeps.map(({ mandate }) => mandate)).toEqual([expect.any(String), sweeps[0]?.mandate]);
    await reserve();
    await new WaitingBuilds(station).look();
    const alone = await station.books.movements.inState(['proposed']);
    expect(alone.map(({ id, mandate }) => [id, mandate])).toEqual(sweeps.map(({ id }) => [id, null]));
    for (const { id } of alone) {
      await approveAs(desk, 'Ben', id);
      must(await sign(station, desk.as('Ben'), { id }));
    }
    await settle(desk);
    for (const { id } of alone) expect((await station.books.movements.get(id))?.state).toBe('final');
    must(await verifyJournal(station));
    must(await station.checkBooks());
  });

  it('is asked for again where its moves were never signed, and for what was paid to it later', async () => {
    const { hot } = desk;
    must(await unlock(station, hot));
    const mara = await enter(desk, 'Mara');
    const given = addressOf(must(await issueAddress(station, mara, { vaultId: hot, account: 0 })));
    const old = vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
    for (const address of [old, given]) must(await practiceDeposit(station, { address, amount: '100' }));
    await settle(desk);
    expect(codeOf(await readRetiredPlan(station, { vaultId: hot }))).toBe('vault-not-retired');
    expect(codeOf(await requestRetired(station, mara, { vaultId: hot }))).toBe('vault-not-retired');
    const vault = { name: 'Hot vault 2', kind: 'hot' } as const;
    const { vaultId: successor } = await complete(station, { plan, vaultId: hot, vault, officers });
    must(await dismissCeremony(station));
    // A newer hot vault that did not take its place.
    await complete(station, { plan: WORDS, vault: { name: 'Third', kind: 'hot' } });
    must(await dismissCeremony(station));

    // The moves of the rotation ask for all that is there; a new policy has put them back into the queue.
    const before = must(await readRetiredPlan(station, { vaultId: hot }));
    expect(before).toMatchObject({ moves: [], asked: { addresses: 2 }, vaultName: 'Hot vault 2' });
    const maker = await enter(desk, 'Mara');
    expect(codeOf(await requestRetired(station, maker, { vaultId: hot }))).toBe('retired-empty');

    for (const { id } of await station.books.movements.inState(['queued']))
      must(await stop(station, await enter(desk, 'Chiara'), { id, reason: 'not today' }));
    const { receiveAddress } = must(vaultOf(station.policy.present(), successor));
    const after = must(await readRetiredPlan(station, { vaultId: hot }));
    expect(after).toMatchObject({
      vaultName: 'Hot vault 2',
      destination: receiveAddress,
      later: { addresses: 0 },
    });
    expect(after.moves.map(({ from }) => from).toSorted()).toEqual([old, given].toSorted());
    expect(codeOf(await requestRetired(station, await enter(desk, 'Ben'), { vaultId: hot }))).toBe(
      'role-missing',
    );
    const { ids } = must(await requestRetired(station, await enter(desk, 'Mara'), { vaultId: hot }));
    expect(ids).toHaveLength(2);
    await approveAs(desk, 'Ben', ids[0] ?? '');
    must(await sign(station, desk.as('Ben'), { id: ids[0] ?? '' }));
    await settle(desk);
    for (const id of ids) expect((await station.books.movements.get(id))?.state).toBe('final');
    expect((await station.books.figures.vault(successor)).balance).toBe(BigInt(after.total));

    must(await practiceDeposit(station, { address: given, amount: '5' }));
    await settle(desk);
    must(await requestRetired(station, await enter(desk, 'Mara'), { vaultId: hot }));
    const held = must(await readRetiredPlan(station, { vaultId: hot }));
    expect(held.moves.map(({ from }) => from)).not.toContain(given);
    await desk.pass(REQUEST_LIFETIME_MS + 1);
    await expireRequests(station);
    const again = must(await readRetiredPlan(station, { vaultId: hot }));
    expect(again.moves.map(({ from }) => from)).toContain(given);
    must(await verifyJournal(station));
    must(await station.checkBooks());
  });

  it('of another kind than the old one is refused, and one that is not there', async () => {
    const vault = { name: 'Hot vault 2', kind: 'hot' } as const;
    expect(codeOf(await begin(station, { plan, vaultId: desk.cold, vault, officers }))).toBe('ceremony-plan');
    expect(codeOf(await begin(station, { plan, vaultId: station.treasury.file().id, vault, officers }))).toBe(
      'vault-unknown',
    );
    expect(codeOf(await begin(station, { plan, vaultId: desk.hot, officers }))).toBe('ceremony-plan');
  });

  it('waits for a node that does not answer', async () => {
    must(
      await begin(station, {
        plan,
        vaultId: desk.hot,
        vault: { name: 'Hot vault 2', kind: 'hot' },
        officers,
      }),
    );
    const table = emptyTable();
    await goUpTo(station, 'sweep-prepared', table);
    await desk.node.faults({ kind: 'drop' });
    await expect(goUpTo(station, null, table)).rejects.toThrow(/node-/);
    await desk.node.faults();
    await goUpTo(station, null, table);
    await signAll(station);
    const { transcript } = await provenTranscript(station, viewOf(station).id);
    expect(transcript.steps.find(({ step }) => step === 'sweep-prepared')).toMatchObject({
      outcome: 'repeated',
      failed: 1,
    });
    expect(await entriesOf(station, 'ceremony-completed')).toHaveLength(1);
  });
});
