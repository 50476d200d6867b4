import { beforeEach, expect, it, vi } from 'vitest';
import { sdkAgrees } from '../../../electron/chains/iota/online/second-opinion.ts';
import { decodeTransfer } from '../../../electron/chains/iota/pure/decode-transfer.ts';
import { proveTransfer } from '../../../electron/chains/iota/pure/prove-transfer.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { decodeProposal } from '../../../electron/console/movements/decoded-proposal.ts';
import { expireApprovals } from '../../../electron/console/movements/expire-approvals.ts';
import { listMovements, readMovement } from '../../../electron/console/movements/movement-views.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readDashboard } from '../../../electron/console/treasury/dashboard.ts';
import { type CountingSigners, countSigners } from '../../support/counting-signers.ts';
import {
  ask,
  OUTSIDER,
  openFundedDesk,
  settle,
  type TestDesk,
  temporaryFolder,
} from '../../support/treasury-fixture.ts';
import { approveShown, enter, must, officerIdOf } from '../../support/treasury-steps.ts';

/*
 * Who decodes a payment, from request to final, and why each of them must not trust another:
 *
 * - the console, once: as it builds. Every screen, both approvals, the signing and the follower have what is kept under the
 *   digest of the very bytes.
 * - the SDK, once, in the console: a second opinion of another author on bytes that were just built (`Line.confirm`).
 * - the signer of each officer who approves, once. The maker's signs a request, for which there are no bytes yet.
 * - the signer of the vault, once: as it signs. (Its verbs `recall` and `inspect` decode, too: they are asked at an
 *   unlocking, before an end of what was ready to sign, and after a refusal for too few approvals.)
 *
 * The test's process is the console's; here the functions do what they always do, and are counted. Signers are processes
 * of their own, which count for themselves.
 */
vi.mock('../../../electron/chains/iota/pure/decode-transfer.ts', async (original) => {
  const real = await original<typeof import('../../../electron/chains/iota/pure/decode-transfer.ts')>();
  return { ...real, decodeTransfer: vi.fn(real.decodeTransfer) };
});
vi.mock('../../../electron/chains/iota/pure/prove-transfer.ts', async (original) => {
  const real = await original<typeof import('../../../electron/chains/iota/pure/prove-transfer.ts')>();
  return { ...real, proveTransfer: vi.fn(real.proveTransfer) };
});
vi.mock('../../../electron/chains/iota/online/second-opinion.ts', async (original) => {
  const real = await original<typeof import('../../../electron/chains/iota/online/second-opinion.ts')>();
  return { ...real, sdkAgrees: vi.fn(real.sdkAgrees) };
});

let signers: CountingSigners;
let desk: TestDesk;

beforeEach(async () => {
  signers = countSigners(await temporaryFolder());
  desk = await openFundedDesk(['3000'], { spawnSigner: signers.spawn });
  forget();
});

function forget(): void {
  vi.mocked(decodeTransfer).mockClear();
  vi.mocked(proveTransfer).mockClear();
  vi.mocked(sdkAgrees).mockClear();
}

const byConsole = () => ({
  decodings: vi.mocked(decodeTransfer).mock.calls.length,
  proofs: vi.mocked(proveTransfer).mock.calls.length,
});

/** What the process did that has an officer's key, or a vault's. */
function bySigner(files: Readonly<Record<string, string>>, id: string) {
  const counts = signers.counts().filter(({ file }) => file === files[id]);
  return counts.map(({ decodings, proofs }) => ({ decodings, proofs }));
}

const ofOfficer = (name: string) =>
  bySigner(desk.station.treasury.file().officerFiles, officerIdOf(desk.station, name));
const ofVault = (vaultId: string) => bySigner(desk.station.treasury.file().vaultFiles, vaultId);

/** What goes on while a movement is open in a window: readings at each notice, and the station's own looks. */
async function lookAtAll(id: string): Promise<void> {
  const { station } = desk;
  must(await readMovement(station, nobody, { id }));
  await readDashboard(station, nobody);
  const window = { search: '', offset: 0, limit: 50 };
  await listMovements(station, nobody, { ...window, kind: null, filter: 'all' });
  await station.line.follow();
  await expireApprovals(station);
}

/**
 * A withdrawal with two approvals from request to final, with windows that look at it after every step. Each test takes
 * an amount of its own: this process remembers bytes that it knows.
 */
async function wholeWay(amount: string): Promise<string> {
  const { station } = desk;
  const id = await ask(desk, amount);
  await lookAtAll(id);
  for (const name of ['Ben', 'Chiara']) {
    must(await approveShown(station, await enter(desk, name), id));
    await lookAtAll(id);
  }
  must(await sign(station, desk.as('Chiara'), { id }));
  await lookAtAll(id);
  await settle(desk);
  await lookAtAll(id);
  expect((await station.books.movements.get(id))?.state).toBe('final');
  expect(await desk.node.paymentsTo(OUTSIDER)).toHaveLength(1);
  return id;
}

const once = { decodings: 1, proofs: 1 };
const never = { decodings: 0, proofs: 0 };

it('one withdrawal with two approvals is decoded and proven four times: once in each process that must know', async () => {
  await wholeWay('2500');
  // The console shows it; two officers' keys approve it; the vault's key signs it. None of the four trusts another.
  expect(byConsole()).toEqual(once);
  expect(ofOfficer('Ben')).toEqual([once]);
  expect(ofOfficer('Chiara')).toEqual([once]);
  expect(ofVault(desk.hot)).toEqual([once]);
  expect(vi.mocked(sdkAgrees)).toHaveBeenCalledTimes(1);
  // Whoever asked for it signed a request, before there were any bytes.
  expect(ofOfficer('Mara')).toEqual([never]);
  const all = signers.counts().reduce((sum, { decodings }) => sum + decodings, byConsole().decodings);
  expect(all, 'no other process decodes anything').toBe(4);
  must(await verifyJournal(desk.station));
});

it('looking at it again and again decodes and proves nothing twice; the bytes of another are', async () => {
  const id = await wholeWay('2400');
  forget();
  for (let look = 0; look < 20; look++) await lookAtAll(id);
  expect(byConsole()).toEqual(never);
  await settle(desk);
  const next = await ask(desk, '100');
  await lookAtAll(next);
  expect(byConsole()).toEqual(once);
});

it('bytes that were changed in the books are decoded as what they are, not as what was seen before', async () => {
  const { station } = desk;
  const id = await ask(desk, '150');
  const stored = await station.books.movements.proposal(id);
  if (!stored) throw new Error('expected a proposal');
  const recipientOf = (intent: string) =>
    must(decodeProposal(station.chain, { intent })).view.payments[0]?.recipient;
  expect(recipientOf(stored.proposal.intent)).toBe(OUTSIDER);
  expect(byConsole().decodings).toBe(1);

  const changed = Buffer.from(stored.proposal.intent, 'base64');
  changed.writeUInt8(0xee, changed.indexOf(Buffer.from(OUTSIDER.slice(2), 'hex')));
  expect(recipientOf(changed.toString('base64'))).toBe(`0xee${OUTSIDER.slice(4)}`);
  expect(byConsole().decodings).toBe(2);
  expect(recipientOf(stored.proposal.intent)).toBe(OUTSIDER);
  expect(byConsole().decodings).toBe(2);
});
