import { describe, expect, it } from 'vitest';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { requestGather } from '../../../electron/console/mandates/gather.ts';
import { WaitingBuilds } from '../../../electron/console/movements/build-waiting.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { signedBytes } from '../../../electron/console/movements/submit-stored.ts';
import { voidPayment } from '../../../electron/console/movements/void-payment.ts';
import { handOverClosings } from '../../../electron/console/vaults/hand-over-closings.ts';
import { detailOf, rowOf, stateOf } from '../../support/desk-readings.ts';
import { openDesk, settle, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { addressOf, approveAs, codeOf, enter, must } from '../../support/treasury-steps.ts';

const IOTA = 10n ** 9n;

interface Gathering extends TestDesk {
  readonly ids: readonly string[];
  /** The source whose signature stays at the desk, and its address. */
  readonly first: string;
  readonly address: string;
}

/** Two sources of an approved mandate at a desk that proves its ledger; the first one is signed, and its bytes never leave. */
async function signedAndKept(): Promise<Gathering> {
  const desk = await openDesk({}, undefined, 'grpc');
  const { station, hot, node } = desk;
  const mara = await enter(desk, 'Mara');
  must(await unlock(station, hot));
  const { index } = must(await createAccount(station, mara, { vaultId: hot, alias: 'user-1' }));
  for (const amount of [300n, 200n]) {
    const address = addressOf(must(await issueAddress(station, mara, { vaultId: hot, account: index })));
    await node.deposit(address, amount * IOTA);
  }
  await settle(desk);
  must(await handOverClosings(station, hot));
  const { ids } = must(await requestGather(station, desk.as('Mara'), { vaultId: hot }));
  const [first = ''] = ids;
  await approveAs(desk, 'Ben', first);
  must(await sign({ ...station, line: null }, desk.as('Ben'), { id: first }));
  const address = (await station.books.movements.get(first))?.source ?? '';
  return Object.assign(desk, { ids, first, address });
}

const endEpochs = async (desk: TestDesk, count: number) => {
  for (let ends = 0; ends < count; ends++) await desk.node.endEpoch();
  await settle(desk);
};
const keysOf = async ({ station }: TestDesk, id: string) =>
  (await station.books.movements.lastBuilt(id))?.evidence.map(({ key }) => key);
const buildWaiting = ({ station }: TestDesk) => new WaitingBuilds(station).look();

describe('a source of a mandate that was signed and never happened', () => {
  it('starts again under the same mandate with the approval that it has, from the same coins, and is paid once', async () => {
    const desk = await signedAndKept();
    const { station, first, address, node } = desk;
    const before = { bytes: must(await signedBytes(station, first)), keys: await keysOf(desk, first) };
    await endEpochs(desk, 2);
    expect(await rowOf(desk, first)).toMatchObject({ state: 'queued', problem: null });
    expect(await station.books.movements.transaction(first)).toBeUndefined();
    // More than the source had comes to its address: the coins stay those that were signed for.
    await node.deposit(address, 900n * IOTA);
    await settle(desk);
    await buildWaiting(desk);
    expect(await stateOf(desk, first)).toBe('approved');
    expect(await keysOf(desk, first)).toEqual(before.keys);
    must(await sign(station, desk.as('Ben'), { id: first }));
    await settle(desk);
    expect(await stateOf(desk, first)).toBe('final');
    expect((await detailOf(desk, first)).history.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['proposal-signed', 'transaction-failed', 'transaction-final']),
    );
    const late = await station.line.line.submit(before.bytes.bytes, before.bytes.signature);
    expect(codeOf(late), 'the first bytes are over').toBe('node-rejected');
    await settle(desk);
    expect(await node.balance(address)).toBeGreaterThanOrEqual(900n * IOTA);
    must(await verifyJournal(station));
    must(await station.checkBooks());
    const again = await desk.reopen();
    expect((await again.books.movements.get(first))?.state).toBe('final');
  });

  it('is not signed for a second time from other coins, even where a desk builds it so', async () => {
    const desk = await signedAndKept();
    const { station, first, address, node } = desk;
    await endEpochs(desk, 2);
    await node.deposit(address, 900n * IOTA);
    await settle(desk);
    const { movements } = station.books;
    const forgetful = { ...movements, lastBuilt: async () => undefined };
    const lying = { ...station, books: { ...station.books, movements: forgetful } };
    const [largest] = await station.books.inputs.largest(address, 1);
    expect(await keysOf(desk, first)).not.toContain(largest?.key);
    await new WaitingBuilds(lying).look();
    expect(await keysOf(desk, first)).toEqual([largest?.key]);
    // All of the mandate is signed; what the vault refuses holds up nobody.
    must(await sign(station, desk.as('Ben'), { id: first }));
    await settle(desk);
    expect(await rowOf(desk, first)).toMatchObject({
      state: 'approved',
      problem: { code: 'request-duplicate' },
    });
    expect(await station.books.movements.transaction(first)).toBeUndefined();
  });

  it('does not start again while its last epoch may still run', async () => {
    const desk = await signedAndKept();
    const signed = await desk.station.books.movements.transaction(desk.first);
    await endEpochs(desk, 1);
    expect(await stateOf(desk, desk.first)).toMatch(/^(signed|sent|final)$/);
    expect((await desk.station.books.movements.transaction(desk.first))?.transactionId).toBe(
      signed?.transactionId,
    );
  });

  it('does not start again where an approver has stopped it', async () => {
    const desk = await signedAndKept();
    must(await stop(desk.station, await enter(desk, 'Ben'), { id: desk.first, reason: 'not this one' }));
    await endEpochs(desk, 2);
    expect(await stateOf(desk, desk.first)).toBe('failed');
  });

  it('does not start again while it is being cancelled', async () => {
    const desk = await signedAndKept();
    const { station, first } = desk;
    must(await voidPayment(station, await enter(desk, 'Mara'), { id: first, reason: 'not this one' }));
    await endEpochs(desk, 2);
    expect(await stateOf(desk, first)).toBe('failed');
  });

  it('does not start again where its mandate has ended', async () => {
    const desk = await signedAndKept();
    for (let ends = 0; ends < 2; ends++) await desk.node.endEpoch();
    await desk.pass(3 * 86_400_000);
    expect(await stateOf(desk, desk.first)).toBe('failed');
  });
});
