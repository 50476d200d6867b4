import { describe, expect, it } from 'vitest';
import { evidenceOfCoin } from '../../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinObjectBytes } from '../../../../../electron/chains/iota/pure/coin-object.ts';
import { digestText, summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { movedInputs } from '../../../../../electron/chains/iota/pure/moved-coins.ts';
import {
  digestOfCommittee,
  trustRootText,
} from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { addCheckpoint } from '../../../../support/certified-chain.ts';
import type { LedgerCheckpoint, ServedLedger } from '../../../../support/grpc/ledger-node.ts';
import { signingCommittee } from '../../../../support/signing-committee.ts';
import { expectRefusal, unwrap } from '../samples.ts';
import { coinOf, idOf } from './coins.ts';
import {
  first,
  firstCommittee,
  ledger,
  lineTo,
  ours,
  payment,
  STAKES,
  second,
  theirs,
} from './served-line.ts';

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
});
