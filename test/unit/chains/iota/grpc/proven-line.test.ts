import { Code } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../../../electron/chains/iota/online/iota-line.ts';
import { evidenceOfCoin } from '../../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinObjectBytes, coinObjectDigest } from '../../../../../electron/chains/iota/pure/coin-object.ts';
import { digestText, summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { movedInputs } from '../../../../../electron/chains/iota/pure/moved-coins.ts';
import {
  digestOfCommittee,
  trustRootText,
} from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { GrowingSieve } from '../../../../../electron/core/address-sieve.ts';
import { asGrpc } from '../../../../../electron/core/node-url.ts';
import { addCheckpoint, type ChainTip } from '../../../../support/certified-chain.ts';
import {
  type LedgerCheckpoint,
  type ServedLedger,
  startLedgerNode,
} from '../../../../support/grpc/ledger-node.ts';
import { signingCommittee } from '../../../../support/signing-committee.ts';
import { expectRefusal, unwrap } from '../samples.ts';
import { coinOf, idOf, transferOf } from './coins.ts';

const STAKES = [2500n, 2500n, 2500n, 2500n];
const first = signingCommittee(0n, 1, STAKES);
const second = signingCommittee(1n, 2, STAKES);
const ours = idOf(0xaa);
const theirs = idOf(0xbb);

/** A ledger whose epoch 0 ends with checkpoint 2; checkpoint 3 pays 5 to us. */
function ledger(certifiers = first): ServedLedger {
  const checkpoints: LedgerCheckpoint[] = [];
  let tip: ChainTip = { sequence: 0n, previous: null, committee: certifiers };
  const add = (
    transactions: readonly ReturnType<typeof transferOf>[],
    elects: typeof second | null = null,
  ): void => {
    const added = addCheckpoint(
      tip,
      transactions.map(({ effects }) => effects),
      elects,
    );
    tip = added.tip;
    checkpoints.push({ ...added.checkpoint, objects: transactions.map(({ objects }) => objects) });
  };
  add([]);
  add([]);
  add([], second);
  add([payment]);
  add([]);
  const [{ summary }] = checkpoints as [LedgerCheckpoint];
  return {
    genesis: summaryDigest(summary),
    checkpoints,
    lowest: 0n,
    committees: [first.committee, second.committee],
    closings: [2],
    owned: [],
    mostParts: null,
    askedAlone: [],
    askedObjects: [],
    ledger: {},
    execution: {},
  };
}

const firstCommittee = ({ genesis }: ServedLedger): string =>
  trustRootText({ kind: 'committee', genesis, digest: digestOfCommittee(first.committee) });

const payment = transferOf(
  9,
  [
    [coinOf(1, theirs, 100), coinOf(1, theirs, 94, '2')],
    [null, coinOf(2, ours, 5)],
  ],
  1n,
);

function sieveOf(...addresses: readonly string[]) {
  const sieve = new GrowingSieve();
  for (const address of addresses) sieve.add(address);
  return sieve.memory;
}

/** The coin that we are paid, with so much in it. */
const coinMessage = (nanos: number) => ({
  bcs: { data: Uint8Array.of(0, ...coinObjectBytes(coinOf(2, ours, nanos))) },
});

const givingObjects = (...objects: readonly object[]): ServedLedger['ledger'] => ({
  async *getObjects() {
    yield { objects: [...objects], hasNext: false };
  },
});

async function lineTo(served: ServedLedger, options: { readonly trustRoot?: string } = {}) {
  const server = await startLedgerNode(served);
  const line = connectIota({
    network: 'iota:practice',
    url: asGrpc(server.url),
    genesis: null,
    timeoutMs: 20_000,
    fetch: globalThis.fetch,
    ...options,
  });
  return { line, server };
}

describe('checkpoints by gRPC', () => {
  it('are given with what certified effects changed, over the end of an epoch', async () => {
    const { line } = await lineTo(ledger());
    const { checkpoints, proof } = unwrap(await line.checkpoints(1n, 1000));
    expect(checkpoints.map(({ sequence, epoch }) => [sequence, epoch])).toEqual([
      [1n, 0n],
      [2n, 1n],
      [3n, 1n],
      [4n, 1n],
    ]);
    expect(checkpoints[2]?.transactions).toEqual([
      {
        id: digestText(payment.effects.transaction),
        payers: [theirs],
        succeeded: true,
        error: null,
        checkpoint: 3n,
        timestamp: 1_700_000_000_750,
        changes: [
          { owner: theirs, units: -6n },
          { owner: ours, units: 5n },
        ],
        feePaid: 1_000_001n,
        moved: expect.any(Uint8Array),
      },
    ]);
    const [{ moved = new Uint8Array() } = {}] = checkpoints[2]?.transactions ?? [];
    expect(unwrap(movedInputs(moved))).toEqual({
      consumed: [{ key: `${idOf(1)}@1`, owner: theirs }],
      created: [coinOf(1, theirs, 94, '2'), coinOf(2, ours, 5)].map(evidenceOfCoin),
    });
    expect(proof).toMatchObject({ epoch: 1n, members: 4, weight: 10_000n, total: 10_000n });
  });

  it('are proven by the signatures of the newest and of closing ones alone', async () => {
    const served = ledger();
    const { line } = await lineTo(served);
    expect(unwrap(await line.checkpoints(1n, 1000)).checkpoints).toHaveLength(4);
    // 0: where the proof began; 2 closes its epoch, 4 is the newest.
    expect(served.askedAlone).toEqual([0, 2, 4]);
  });

  it.each([2, 4])('count not at all where the signature of number %i is another one', async (number) => {
    const served = ledger();
    const other = served.checkpoints[1]?.certificate ?? null;
    served.checkpoints[number] = { ...(served.checkpoints[number] as LedgerCheckpoint), certificate: other };
    const { line } = await lineTo(served);
    expectRefusal(
      await line.checkpoints(1n, 1000),
      number === 2 ? 'certificate-foreign' : 'certificate-epoch',
    );
  });

  it.each([2, 4])('count not at all where the signature of number %i is kept back', async (number) => {
    const served = ledger();
    served.checkpoints[number] = { ...(served.checkpoints[number] as LedgerCheckpoint), certificate: null };
    const { line } = await lineTo(served);
    expectRefusal(await line.checkpoints(1n, 1000), number === 2 ? 'epoch-skipped' : 'certificate-weight');
  });

  it('are not proven with the kept state of another network', async () => {
    const served = ledger();
    const kept = unwrap(await (await lineTo(served)).line.checkpoints(1n, 1)).proof?.kept;
    const genesis = new Uint8Array(32).fill(7);
    const trustRoot = trustRootText({
      kind: 'committee',
      genesis,
      digest: digestOfCommittee(first.committee),
    });
    const { line } = await lineTo({ ...served, genesis }, { trustRoot });
    expectRefusal(await line.checkpoints(2n, 10, kept), 'trust-root-foreign');
  });

  it('go on from what was kept, also in another line and over the end of an epoch', async () => {
    const served = ledger();
    const { line } = await lineTo(served);
    const { proof } = unwrap(await line.checkpoints(1n, 1));
    const other = await lineTo(served);
    const { checkpoints } = unwrap(await other.line.checkpoints(4n, 10, proof?.kept));
    expect(checkpoints.map(({ sequence }) => sequence)).toEqual([4n]);
    expect(unwrap(await other.line.checkpoints(5n, 10, proof?.kept)).checkpoints).toEqual([]);
  });

  it('begin at the closing checkpoint that is pinned, and at no other', async () => {
    const served = ledger();
    const at = (number: number) => {
      const digest = summaryDigest(served.checkpoints[number]?.summary as Uint8Array);
      return trustRootText({ kind: 'closing', genesis: served.genesis, digest });
    };
    const pinned = await lineTo(served, { trustRoot: at(2) });
    expect(unwrap(await pinned.line.checkpoints(4n, 10)).proof).toMatchObject({ epoch: 1n });
    const other = await lineTo(served, { trustRoot: at(1) });
    expectRefusal(await other.line.checkpoints(4n, 10), 'epoch-skipped');
  });

  it('begin with the first committee that is pinned, at the first checkpoint or later', async () => {
    const served = ledger();
    const { line } = await lineTo(served, { trustRoot: firstCommittee(served) });
    expect(unwrap(await line.checkpoints(0n, 10)).checkpoints).toHaveLength(5);
    const later = await lineTo(served, { trustRoot: firstCommittee(served) });
    expect(unwrap(await later.line.checkpoints(4n, 10)).proof).toMatchObject({ epoch: 1n });
  });

  it.each<[string, (served: ServedLedger) => ServedLedger, string]>([
    [
      'with a committee of its own',
      (s) => ({ ...s, committees: [signingCommittee(0n, 9, STAKES).committee] }),
      'trust-root-foreign',
    ],
    [
      'with the weights of the committee moved',
      (s) => ({ ...s, committees: [signingCommittee(0n, 1, [9997n, 1n, 1n, 1n]).committee] }),
      'trust-root-foreign',
    ],
    [
      'that names no committee',
      (s) => ({ ...s, committees: [{ epoch: 0n, members: [] }] }),
      'node-answer-malformed',
    ],
    ['of another network', (s) => ({ ...s, genesis: new Uint8Array(32).fill(1) }), 'trust-root-foreign'],
    [
      'whose checkpoints another committee signed, though it names the pinned one',
      (s) => ({
        ...ledger(signingCommittee(0n, 9, STAKES)),
        genesis: s.genesis,
        committees: s.committees,
      }),
      'certificate-foreign',
    ],
  ])('of a node %s are refused by what is pinned', async (_, lie, code) => {
    const trustRoot = firstCommittee(ledger());
    const { line } = await lineTo(lie(ledger()), { trustRoot });
    expectRefusal(await line.checkpoints(0n, 10), code);
    expectRefusal(await line.checkpoints(1n, 10), code);
  });

  it('that were proven already are held against what the node has now', async () => {
    const served = ledger();
    const { line } = await lineTo(served);
    const { proof } = unwrap(await line.checkpoints(1n, 3));
    expect(unwrap(await line.checkpoints(3n, 1, proof?.kept)).checkpoints).toMatchObject([{ sequence: 3n }]);
    const fork = addCheckpoint(
      {
        sequence: 3n,
        previous: summaryDigest(served.checkpoints[2]?.summary as Uint8Array),
        committee: second,
      },
      [],
    );
    served.checkpoints[3] = { ...fork.checkpoint, objects: [] };
    expectRefusal(await line.checkpoints(3n, 1, proof?.kept), 'histories-two');
  });

  it('of a history that another end of the former epoch began are two histories, not a stranger', async () => {
    const { line } = await lineTo(ledger());
    const { proof } = unwrap(await line.checkpoints(1n, 1000));
    const rival = ledger();
    const third = signingCommittee(1n, 3, STAKES);
    const previous = summaryDigest(rival.checkpoints[1]?.summary as Uint8Array);
    let { checkpoint, tip } = addCheckpoint({ sequence: 2n, previous, committee: first }, [], third);
    for (const number of [2, 3, 4]) {
      rival.checkpoints[number] = { ...checkpoint, objects: [] };
      ({ checkpoint, tip } = addCheckpoint(tip, []));
    }
    const other = await lineTo(rival);
    expectRefusal(await other.line.checkpoints(4n, 1, proof?.kept), 'histories-two');
    // Whoever cannot show a closing checkpoint that the former validators signed raises no alarm.
    rival.checkpoints[2] = { ...(rival.checkpoints[2] as LedgerCheckpoint), certificate: null };
    expectRefusal(await other.line.checkpoints(4n, 1, proof?.kept), 'certificate-foreign');
  });

  it.each<[string, (checkpoint: LedgerCheckpoint) => LedgerCheckpoint, string]>([
    [
      'a forged certificate',
      (c) => ({ ...c, certificate: second.secrets[0]?.slice(0, 3) ?? null }),
      'proof-malformed',
    ],
    ['no certificate', (c) => ({ ...c, certificate: null }), 'certificate-weight'],
    ['a hidden transaction', (c) => ({ ...c, effects: [], objects: [] }), 'effects-missing'],
    [
      'altered effects',
      (c) => ({
        ...c,
        effects: c.effects.map((bytes) => Uint8Array.from(bytes, (byte, i) => (i === 20 ? byte ^ 1 : byte))),
      }),
      'effects-foreign',
    ],
    [
      'a hidden coin',
      (c) => ({
        ...c,
        objects: c.objects.map(({ inputs, outputs }) => ({ inputs, outputs: outputs.slice(0, 1) })),
      }),
      'object-missing',
    ],
    [
      'a coin of another amount',
      (c) => ({
        ...c,
        objects: c.objects.map(({ inputs, outputs }) => ({
          inputs,
          outputs: [outputs[0] as Uint8Array, coinObjectBytes(coinOf(2, ours, 5_000_000))],
        })),
      }),
      'object-missing',
    ],
  ])('of a node that lies are not given: %s', async (_, altered, code) => {
    const served = ledger();
    served.checkpoints.pop();
    served.checkpoints[3] = altered(served.checkpoints[3] as LedgerCheckpoint);
    const { line } = await lineTo(served);
    expectRefusal(await line.checkpoints(1n, 1000), code);
  });

  it('are given with the transactions of sought addresses alone, whose objects are asked for by name', async () => {
    const served = ledger();
    const { line } = await lineTo(served);
    const [found] = unwrap(await line.checkpoints(3n, 10, null, sieveOf(ours))).checkpoints;
    expect(found?.transactions).toMatchObject([
      { payers: [theirs], changes: [{ owner: ours, units: 5n }], feePaid: 1_000_001n },
    ]);
    const [{ moved = new Uint8Array() } = {}] = found?.transactions ?? [];
    expect(unwrap(movedInputs(moved))).toEqual({
      consumed: [],
      created: [evidenceOfCoin(coinOf(2, ours, 5))],
    });
    expect(served.askedObjects, 'nobody else is asked about').toEqual([`${idOf(2)}@1`]);
    const { checkpoints, proof } = unwrap(await line.checkpoints(1n, 1000, null, sieveOf(idOf(0xdd))));
    expect(checkpoints.map(({ transactions }) => transactions)).toEqual([[], [], [], []]);
    expect(proof).toMatchObject({ epoch: 1n, weight: 10_000n });
    expect(served.askedObjects).toHaveLength(1);
  });

  it('are proven whole though nobody in them is sought: altered effects of strangers are refused', async () => {
    const served = ledger();
    const paid = served.checkpoints[3] as LedgerCheckpoint;
    const effects = paid.effects.map((bytes) =>
      Uint8Array.from(bytes, (byte, i) => (i === 20 ? byte ^ 1 : byte)),
    );
    served.checkpoints[3] = { ...paid, effects };
    const { line } = await lineTo(served);
    expectRefusal(await line.checkpoints(1n, 1000, null, sieveOf(idOf(0xdd))), 'effects-foreign');
  });

  it.each<[string, object, string]>([
    ['a coin of another amount', { case: 'object', value: coinMessage(5_000_000) }, 'object-missing'],
    ['nothing in its place', { case: undefined }, 'node-answer-malformed'],
  ])('of a node that gives %s by name are not given', async (_, result, code) => {
    const served = ledger();
    served.ledger = givingObjects({ result });
    const { line } = await lineTo(served);
    expectRefusal(await line.checkpoints(1n, 1000, null, sieveOf(ours)), code);
  });

  it.each([0, 2])('of a node that gives %i objects for one are not given', async (count) => {
    const served = ledger();
    const one = { result: { case: 'object', value: coinMessage(5) } };
    served.ledger = givingObjects(...Array.from({ length: count }, () => one));
    const { line } = await lineTo(served);
    expectRefusal(await line.checkpoints(1n, 1000, null, sieveOf(ours)), 'node-answer-malformed');
  });

  it('of which the node no longer gives an object by name are read with their objects', async () => {
    const served = ledger();
    const error = { code: Code.NotFound, message: 'gone' };
    served.ledger = givingObjects({ result: { case: 'error', value: error } });
    const { line } = await lineTo(served);
    const { checkpoints } = unwrap(await line.checkpoints(3n, 1, null, sieveOf(ours)));
    expect(checkpoints[0]?.transactions).toMatchObject([{ changes: [{ owner: ours, units: 5n }] }]);
  });

  it('whose stream ends in the middle, as of a node that shuts down, are asked for again', async () => {
    // Checkpoint 3 alone has a transaction: three parts instead of two.
    const { line } = await lineTo({ ...ledger(), mostParts: 3 });
    expect(unwrap(await line.checkpoints(1n, 4)).checkpoints).toHaveLength(4);
    const torn = await lineTo({ ...ledger(), mostParts: 1 });
    expectRefusal(await torn.line.checkpoints(1n, 4), 'node-answer-malformed');
  });

  it('that the node has thrown away are named so', async () => {
    const { line } = await lineTo({ ...ledger(), lowest: 3n });
    expectRefusal(await line.checkpoints(2n, 10), 'node-pruned');
  });
});

describe('the line by gRPC', () => {
  it('tells what the node is, and what the network asks', async () => {
    const served = ledger();
    const { line } = await lineTo(served);
    expect(unwrap(await line.about())).toEqual({
      genesis: digestText(served.genesis),
      protocol: '39',
      newest: { checkpoint: 4n, at: 1_700_000_000_000 },
      lowest: 0n,
      proves: true,
    });
    expect(unwrap(await line.terms())).toMatchObject({ terms: { gasPrice: '1000' } });
  });

  it('reads coins page by page, each under the digest of its own bytes', async () => {
    const coins = [3, 4, 5].map((fill) => coinOf(fill, ours, fill));
    const { line } = await lineTo({ ...ledger(), owned: coins.map(coinObjectBytes) });
    const holdings = unwrap(await line.holdings(ours));
    expect(holdings.map(({ amount }) => amount.units)).toEqual(['3', '4', '5']);
    expect(coinObjectDigest(coins[0] as never)).toMatch(/^[1-9A-Za-z]+$/);
  });

  it.each([
    ['of somebody else', [coinOf(3, theirs, 7)]],
    ['listed twice', [coinOf(3, ours, 7), coinOf(3, ours, 7, '2')]],
  ])('refuses coins %s', async (_, coins) => {
    const { line } = await lineTo({ ...ledger(), owned: coins.map(coinObjectBytes) });
    expectRefusal(await line.holdings(ours), 'node-answer-malformed');
  });
});
