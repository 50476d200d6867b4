import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Chain } from '../../../electron/chains/chain.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { productLines } from '../../../electron/chains/lines.ts';
import { createRegistry } from '../../../electron/chains/registry.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { decodeProposal } from '../../../electron/console/movements/decoded-proposal.ts';
import { expireApprovals } from '../../../electron/console/movements/expire-approvals.ts';
import { listMovements, readMovement } from '../../../electron/console/movements/movement-views.ts';
import {
  previewWithdrawal,
  requestWithdrawal,
} from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readDashboard } from '../../../electron/console/treasury/dashboard.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { ok } from '../../../electron/core/result.ts';
import { nodeEffects } from '../../../electron/signer/node-effects.ts';
import { Signer } from '../../../electron/signer/serve.ts';
import type { SignerTransport } from '../../../electron/signer/transport.ts';
import { openDesk as openProduct } from '../../../electron/stations/desk.ts';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { NO_TIMERS, OUTSIDER, openDesk, unlock } from '../../support/treasury-fixture.ts';
import { approveAs, enter, must } from '../../support/treasury-steps.ts';

/*
 * Who decodes a payment, from request to final, and why each of them must not trust another:
 *
 * - the console, once: as it builds, by `decodeProposal`. Every screen, both approvals, the signing and the follower have
 *   the view that is kept under the digest of the very bytes.
 * - the SDK, once, in the console: a second opinion of another author on bytes that were just built (`Line.confirm`).
 * - the signer of each officer who approves, once: `OpenOfficer.signStatement` proves the proposal before it signs. The
 *   maker's signs a request, for which there are no bytes yet.
 * - the signer of the vault, once: `OpenVault.sign` identifies the proposal. Its other two verbs that take one decode it,
 *   too, and are asked elsewhere only: `recall` at an unlocking and at the end of what was ready to sign, `inspect` after
 *   a refusal for too few approvals.
 *
 * That is five readings for two approvals. The signers run in this process here, so that theirs are counted and not
 * supposed: the class that each process serves, behind a port that clones as the wire does.
 */
const everywhere = vi.hoisted(() => ({ decoded: 0 }));
vi.mock(import('../../../electron/chains/iota/pure/decode-transfer.ts'), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    decodeTransfer: (bytes: Uint8Array) => {
      everywhere.decoded += 1;
      return original.decodeTransfer(bytes);
    },
  };
});
beforeEach(() => {
  everywhere.decoded = 0;
});

/** One process by what it opened, and how often it decoded. */
interface Reader {
  name: string;
  decoded: number;
}

const countingChain = (reader: Reader): Chain => ({
  ...iotaChain,
  decode: (intent) => {
    reader.decoded += 1;
    return iotaChain.decode(intent);
  },
});

/** A signer that decodes under the eyes of the test. */
function signerUnderWatch(readers: Reader[]): SignerTransport {
  const reader: Reader = { name: 'nothing open', decoded: 0 };
  readers.push(reader);
  const signer = new Signer(nodeEffects, createRegistry([countingChain(reader)]));
  const listeners: ((message: unknown) => void)[] = [];
  const exits: (() => void)[] = [];
  let gone = false;
  return {
    send: (message) => {
      const asked = message as { readonly verb: string; readonly body: { readonly purpose?: string } };
      if (asked.verb === 'open') reader.name = String(asked.body.purpose);
      void signer.answer(structuredClone(message)).then((reply) => {
        if (!gone) for (const listener of listeners) listener(structuredClone(reply));
      });
    },
    onMessage: (listener) => void listeners.push(listener),
    onExit: (listener) => void exits.push(listener),
    kill: () => {
      if (gone) return;
      gone = true;
      queueMicrotask(() => {
        for (const listener of exits) listener();
      });
    },
  };
}

/** A funded desk all of whose readers are counted. Its clock does not move: nothing is sent again because a test is slow. */
async function openCountedDesk() {
  const desk = await openDesk();
  await desk.station.close();
  const ours: Reader = { name: 'console', decoded: 0 };
  const sdk: Reader = { name: 'sdk', decoded: 0 };
  const signers: Reader[] = [];
  const start = Date.now();
  const effects = {
    ...desk.effects,
    ...NO_TIMERS,
    now: () => start,
    spawnSigner: () => signerUnderWatch(signers),
  };
  const station = must(
    await openProduct(desk.folder, effects, {
      chains: createRegistry([countingChain(ours)]),
      lines: {
        connect: (options) => {
          const line = productLines.connect(options);
          if (!line.ok) return line;
          const { confirm } = line.value;
          const counted: typeof confirm = (intent, view) => {
            sdk.decoded += 1;
            return confirm(intent, view);
          };
          return ok({ ...line.value, confirm: counted });
        },
      },
    }),
  );
  onTestFinished(() => station.close());
  const at = { station, caller: station.callers.open() };
  const settle = async () => {
    await desk.node.checkpoint();
    await station.line.follow();
  };
  return { ...at, at, hot: desk.hot, node: desk.node, settle, ours, sdk, signers };
}

type CountedDesk = Awaited<ReturnType<typeof openCountedDesk>>;

async function fund({ station, settle }: CountedDesk, amount: string): Promise<void> {
  const address = vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
  must(await practiceDeposit(station, { address, amount }));
  await settle();
}

/** What people look at while a payment goes its way: each notice has the screens read again. */
async function lookAround({ station }: CountedDesk, id: string) {
  for (let look = 0; look < 5; look++) {
    must(await readMovement(station, nobody, { id }));
    const all = { search: '', offset: 0, limit: 100, kind: null, filter: 'all' } as const;
    await listMovements(station, nobody, all);
    await readDashboard(station, nobody);
    await station.line.follow();
    await expireApprovals(station);
  }
}

it('a withdrawal with two approvals is decoded once in each process that must not trust another', async () => {
  const desk = await openCountedDesk();
  const { station, at, hot, node, ours, sdk, signers } = desk;
  const mara = await enter(at, 'Mara');
  must(await unlock(station, hot));
  await fund(desk, '3000');

  const typed = { vaultId: hot, recipient: OUTSIDER, amount: '2500', reference: 'counted' };
  must(await previewWithdrawal(station, typed));
  expect(everywhere.decoded, 'nothing is decoded before there are bytes').toBe(0);
  const { id } = must(await requestWithdrawal(station, mara, typed));
  await lookAround(desk, id);
  await approveAs(at, 'Ben', id);
  await lookAround(desk, id);
  await approveAs(at, 'Chiara', id);
  await lookAround(desk, id);
  must(await sign(station, await enter(at, 'Chiara'), { id }));
  await lookAround(desk, id);
  await desk.settle();
  await lookAround(desk, id);
  expect(must(await readMovement(station, nobody, { id })).row).toMatchObject({
    state: 'final',
    approvals: 2,
    problem: null,
  });
  expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  must(await verifyJournal(station));

  // Mara, the hot vault, Ben and Chiara, in the order in which they came.
  expect(signers).toEqual([
    { name: 'officer', decoded: 0 },
    { name: 'vault', decoded: 1 },
    { name: 'officer', decoded: 1 },
    { name: 'officer', decoded: 1 },
  ]);
  expect(ours.decoded).toBe(1);
  expect(sdk.decoded).toBe(1);
  expect(everywhere.decoded, 'nobody decodes past the port of chains').toBe(4);
  expect(everywhere.decoded + sdk.decoded, 'of the eleven that there were').toBeLessThanOrEqual(5);
});

it('bytes that were changed in the books are decoded as what they are, not as what was seen before', async () => {
  const desk = await openCountedDesk();
  const { station, at, hot, ours } = desk;
  const mara = await enter(at, 'Mara');
  await fund(desk, '300');
  const typed = { vaultId: hot, recipient: OUTSIDER, amount: '100', reference: '' };
  const { id } = must(await requestWithdrawal(station, mara, typed));
  const stored = await station.books.movements.proposal(id);
  if (!stored) throw new Error('there is no proposal');
  const recipientOf = (intent: string) =>
    must(decodeProposal(station.chain, { intent })).view.payments[0]?.recipient;
  expect(recipientOf(stored.proposal.intent)).toBe(OUTSIDER);
  expect(ours.decoded).toBe(1);

  const changed = Buffer.from(stored.proposal.intent, 'base64');
  const recipient = changed.indexOf(Buffer.from(OUTSIDER.slice(2), 'hex'));
  changed.writeUInt8(0xee, recipient);
  expect(recipientOf(changed.toString('base64'))).toBe(`0xee${OUTSIDER.slice(4)}`);
  expect(ours.decoded).toBe(2);
  expect(recipientOf(stored.proposal.intent)).toBe(OUTSIDER);
  expect(ours.decoded).toBe(2);
});
