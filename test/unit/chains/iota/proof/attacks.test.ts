import { bls12_381 } from '@noble/curves/bls12-381.js';
import { describe, expect, it } from 'vitest';
import {
  decodeCertificate,
  encodeCertificate,
} from '../../../../../electron/chains/iota/pure/ledger/certificate.ts';
import { encodeContents } from '../../../../../electron/chains/iota/pure/ledger/contents.ts';
import { contentsDigest, summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { encodeEffects } from '../../../../../electron/chains/iota/pure/ledger/effects.ts';
import { decodeSummary, encodeSummary } from '../../../../../electron/chains/iota/pure/ledger/summary.ts';
import { compareHistory } from '../../../../../electron/chains/iota/pure/proof/compare-history.ts';
import {
  type LightClient,
  leap,
  type OfferedSummary,
} from '../../../../../electron/chains/iota/pure/proof/light-client.ts';
import {
  advance,
  type OfferedCheckpoint,
} from '../../../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtClosing, beginAtGenesis } from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { verifyCertificate } from '../../../../../electron/chains/iota/pure/proof/verify-certificate.ts';
import { votersOf } from '../../../../../electron/chains/iota/pure/proof/voters.ts';
import type { Result } from '../../../../../electron/core/result.ts';
import {
  addCheckpoint,
  type ChainTip,
  contentsOf,
  emptyEffects,
} from '../../../../support/certified-chain.ts';
import { must } from '../../../../support/must.ts';
import { certify, signingCommittee } from '../../../../support/signing-committee.ts';

const stakes = [2500n, 2499n, 2501n, 2500n];
const committee = signingCommittee(0n, 1, stakes);
const others = signingCommittee(0n, 9, stakes);
const next = signingCommittee(1n, 2, [5000n, 5000n]);

// Epoch 0 has the checkpoints 0, 1, 2 and closes with 2; epoch 1 has 3 and 4.
const begin: ChainTip = { sequence: 0n, previous: null, committee };
const zero = addCheckpoint(begin, [emptyEffects(1)]);
const one = addCheckpoint(zero.tip, [emptyEffects(2), emptyEffects(3)]);
const two = addCheckpoint(one.tip, [emptyEffects(4)], next);
const three = addCheckpoint(two.tip, [emptyEffects(5, 1n)]);
const four = addCheckpoint(three.tip, []);
const chain = [zero, one, two, three, four].map(({ checkpoint }) => checkpoint);

const genesis = summaryDigest(zero.checkpoint.summary);
const start = must(beginAtGenesis(genesis, committee.committee));
const afterOne = must(advance(start, chain.slice(0, 2))).client;

const refused = (result: Result<unknown>) => (result.ok ? 'taken' : result.code);
const bare = ({ summary }: OfferedSummary): OfferedSummary => ({ summary, certificate: null });
const at = (client: LightClient, ...offered: OfferedCheckpoint[]) => refused(advance(client, offered));

describe('an honest node', () => {
  it('is followed through two epochs, with the certificates of the newest and of the closing checkpoint alone', () => {
    const offered = chain.map((each, index) =>
      index === 2 || index === 4 ? each : { ...each, certificate: null },
    );
    const { client, checkpoints, weight } = must(advance(start, offered));
    expect(checkpoints.map(({ transactions }) => transactions.length)).toEqual([1, 2, 1, 1, 0]);
    expect(client).toEqual({
      genesis,
      committee: next.committee,
      last: {
        sequence: 4n,
        digest: summaryDigest(chain[4]!.summary),
        epoch: 1n,
        timestamp: 1_700_000_001_000n,
      },
      closing: {
        committee: committee.committee,
        sequence: 2n,
        digest: summaryDigest(two.checkpoint.summary),
      },
    });
    expect(weight).toEqual({ weight: 10_000n, total: 10_000n, signers: 2 });
  });

  it('is followed in any batches to the same state', () => {
    let client = start;
    for (const each of chain) client = must(advance(client, [each])).client;
    expect(client).toEqual(must(advance(start, chain)).client);
  });

  it('has its committee kept, whatever happens to the bytes that elected it', () => {
    const summary = Uint8Array.from(two.checkpoint.summary);
    const { client } = must(advance(afterOne, [{ ...two.checkpoint, summary }]));
    summary.fill(0);
    expect(client.committee).toEqual(next.committee);
  });

  it('is followed from a closing checkpoint that officers trust', () => {
    const trusted = must(
      beginAtClosing(genesis, summaryDigest(two.checkpoint.summary), two.checkpoint.summary),
    );
    const followed = must(advance(start, chain)).client;
    // Who certified the trusted one is not known.
    expect(must(advance(trusted, chain.slice(3))).client).toEqual({ ...followed, closing: null });
  });

  it('gives nothing at all where it gives nothing', () => {
    expect(at(start)).toBe('proof-malformed');
    expect(refused(leap(start, [], null))).toBe('proof-malformed');
  });
});

describe('certificates', () => {
  const signedBy = (signers: readonly number[]) => ({
    ...zero.checkpoint,
    certificate: certify(committee, zero.checkpoint.summary, signers),
  });

  it('too little weight: half, and one below the quorum', () => {
    expect(at(start, signedBy([0, 1]))).toBe('certificate-weight');
    const weights = signingCommittee(0n, 3, [3333n, 3333n, 3334n]);
    const here = addCheckpoint({ ...begin, committee: weights }, []);
    const client = must(beginAtGenesis(summaryDigest(here.checkpoint.summary), weights.committee));
    const by = (signers: readonly number[]) => certify(weights, here.checkpoint.summary, signers);
    expect(at(client, { ...here.checkpoint, certificate: by([0, 1]) })).toBe('certificate-weight');
    expect(at(client, { ...here.checkpoint, certificate: by([0, 2]) })).toBe('taken');
  });

  it('no signer at all', () => {
    const certificate = encodeCertificate({ epoch: 0n, signature: new Uint8Array(48), signers: [] });
    expect(at(start, { ...zero.checkpoint, certificate })).toBe('certificate-weight');
    expect(at(start, { ...zero.checkpoint, certificate: null })).toBe('certificate-weight');
  });

  it('more signers named than signed', () => {
    const { signature } = must(decodeCertificate(signedBy([0, 1]).certificate));
    const certificate = encodeCertificate({ epoch: 0n, signature, signers: [0, 1, 2] });
    expect(at(start, { ...zero.checkpoint, certificate })).toBe('certificate-foreign');
  });

  it('a foreign committee', () => {
    const certificate = certify(others, zero.checkpoint.summary);
    expect(at(start, { ...zero.checkpoint, certificate })).toBe('certificate-foreign');
  });

  it('a signer twice, in the bytes and in a certificate that is at hand', () => {
    const certificate = Uint8Array.from(signedBy([0, 1, 2]).certificate);
    certificate[certificate.length - 2] = 1;
    expect(at(start, { ...zero.checkpoint, certificate })).toBe('certificate-signer-twice');
    const voters = must(votersOf(committee.committee));
    const twice = { ...must(decodeCertificate(signedBy([0, 1, 2]).certificate)), signers: [0, 0, 1] };
    const { summary } = zero.checkpoint;
    const verified = verifyCertificate(summary, must(decodeSummary(summary)), twice, voters);
    expect(refused(verified)).toBe('certificate-signer-twice');
  });

  it('a signer that the committee does not have', () => {
    const { signature } = must(decodeCertificate(signedBy([0, 1, 2]).certificate));
    const certificate = encodeCertificate({ epoch: 0n, signature, signers: [0, 1, 2, 4] });
    expect(at(start, { ...zero.checkpoint, certificate })).toBe('certificate-signer-unknown');
  });

  it('another epoch: of the certificate, and of the checkpoint', () => {
    const { summary } = zero.checkpoint;
    const other = certify(committee, summary, [0, 1, 2], 1n);
    expect(at(start, { ...zero.checkpoint, certificate: other })).toBe('certificate-epoch');
    const late = addCheckpoint(two.tip, [], null, { epoch: 0n }).checkpoint;
    const client = must(advance(start, chain.slice(0, 3))).client;
    expect(at(client, late)).toBe('certificate-epoch');
  });

  it('a signature outside the group, and the neutral one', () => {
    const neutral = new Uint8Array(48);
    neutral[0] = 0xc0;
    for (const signature of [pointOutsideG1(), neutral, new Uint8Array(48)]) {
      const certificate = encodeCertificate({ epoch: 0n, signature, signers: [0, 1, 2] });
      expect(at(start, { ...zero.checkpoint, certificate })).toBe('certificate-foreign');
    }
  });
});

describe('committees', () => {
  const [first, ...rest] = committee.committee.members;
  const begun = (members: typeof committee.committee.members) =>
    refused(beginAtGenesis(genesis, { epoch: 0n, members }));

  it('a key outside the subgroup, in a first committee and in one that a certified checkpoint elects', () => {
    const publicKey = keyOutsideG2();
    expect(begun([{ publicKey, stake: 1n }, ...rest])).toBe('committee-key-bad');
    const elects = { ...next, committee: { epoch: 1n, members: [{ publicKey, stake: 10_000n }] } };
    expect(at(afterOne, addCheckpoint(one.tip, [], elects).checkpoint)).toBe('committee-key-bad');
  });

  it('a key that is no point, and the neutral one', () => {
    const neutral = new Uint8Array(96);
    neutral[0] = 0xc0;
    for (const publicKey of [new Uint8Array(96), new Uint8Array(96).fill(255), neutral])
      expect(begun([{ publicKey, stake: 1n }, ...rest])).toBe('committee-key-bad');
  });

  it('one key twice', () => {
    expect(begun([first!, ...rest, { ...first!, stake: 1n }])).toBe('committee-key-twice');
  });

  it('weights of zero, beyond 64 bits, or of nobody', () => {
    expect(begun([{ ...first!, stake: 0n }, ...rest])).toBe('committee-stake');
    expect(begun([{ ...first!, stake: 2n ** 64n - 1n }, ...rest])).toBe('committee-stake');
    expect(begun([])).toBe('committee-stake');
  });

  it('a trust root that is another checkpoint, or closes no epoch', () => {
    const trust = (root: Uint8Array, summary: Uint8Array) => refused(beginAtClosing(genesis, root, summary));
    expect(trust(genesis, two.checkpoint.summary)).toBe('trust-root-foreign');
    expect(trust(genesis, zero.checkpoint.summary)).toBe('epoch-skipped');
    expect(refused(beginAtGenesis(genesis, next.committee))).toBe('epoch-skipped');
  });
});

describe('summaries', () => {
  it('an altered summary under the certificate of the newest', () => {
    const summary = must(decodeSummary(zero.checkpoint.summary));
    const altered = encodeSummary({ ...summary, timestamp: summary.timestamp + 1n });
    expect(at(start, { ...zero.checkpoint, summary: altered })).toBe('certificate-foreign');
  });

  it('an altered summary before the newest', () => {
    const summary = must(decodeSummary(zero.checkpoint.summary));
    const altered = encodeSummary({ ...summary, timestamp: summary.timestamp + 1n });
    expect(at(start, { ...zero.checkpoint, summary: altered }, one.checkpoint)).toBe('summary-altered');
    const first = encodeSummary({ ...must(decodeSummary(one.checkpoint.summary)), previous: null });
    expect(at(start, zero.checkpoint, { ...one.checkpoint, summary: first })).toBe('summary-altered');
  });

  it('a checkpoint left out, given again, or given after a gap', () => {
    expect(at(start, zero.checkpoint, two.checkpoint)).toBe('checkpoint-skipped');
    expect(at(start, one.checkpoint)).toBe('checkpoint-skipped');
    expect(at(afterOne, one.checkpoint)).toBe('checkpoint-skipped');
  });

  it('a skipped epoch: its closing checkpoint without a certificate, not closing, or left out of a leap', () => {
    expect(at(afterOne, { ...two.checkpoint, certificate: null }, three.checkpoint)).toBe('epoch-skipped');
    const open = addCheckpoint(one.tip, []);
    const jumped = addCheckpoint({ ...open.tip, committee: next }, []);
    expect(at(afterOne, open.checkpoint, jumped.checkpoint)).toBe('epoch-skipped');
    expect(refused(leap(afterOne, [], four.checkpoint))).toBe('epoch-skipped');
    expect(refused(leap(afterOne, [three.checkpoint], four.checkpoint))).toBe('epoch-skipped');
    expect(refused(leap(afterOne, [zero.checkpoint], null))).toBe('epoch-skipped');
  });

  it('a committee of its own, elected by a checkpoint that nobody certified', () => {
    const own = signingCommittee(1n, 66, [1n]);
    const forged = addCheckpoint({ ...one.tip, committee: { ...others } }, [], own);
    const onIt = addCheckpoint(forged.tip, []);
    expect(at(afterOne, forged.checkpoint, onIt.checkpoint)).toBe('certificate-foreign');
  });

  it('another first checkpoint than genesis', () => {
    expect(at(start, addCheckpoint(begin, []).checkpoint)).toBe('trust-root-foreign');
  });

  it('a leap over epochs ends where following does', () => {
    const leapt = must(leap(afterOne, [two.checkpoint], four.checkpoint));
    expect(leapt.client).toEqual(must(advance(start, chain)).client);
    expect(refused(leap(leapt.client, [], four.checkpoint))).toBe('checkpoint-skipped');
    expect(refused(leap(leapt.client, [], bare(three.checkpoint)))).toBe('checkpoint-skipped');
  });
});

describe('two histories', () => {
  it('a second certified checkpoint of a number that is proven', () => {
    const rival = addCheckpoint(zero.tip, [emptyEffects(66)]).checkpoint;
    expect(refused(compareHistory(afterOne, one.checkpoint))).toBe('taken');
    expect(refused(compareHistory(afterOne, rival))).toBe('histories-two');
    expect(refused(compareHistory(afterOne, bare(rival)))).toBe('certificate-weight');
    const forged = { ...rival, certificate: certify(others, rival.summary) };
    expect(refused(compareHistory(afterOne, forged))).toBe('certificate-foreign');
    expect(refused(compareHistory(afterOne, two.checkpoint))).toBe('checkpoint-skipped');
  });

  it('a second closing checkpoint, offered after the next epoch began', () => {
    const afterNext = must(advance(start, chain)).client;
    const own = signingCommittee(1n, 66, [1n]);
    const rival = addCheckpoint(one.tip, [], own).checkpoint;
    for (const client of [must(advance(start, chain.slice(0, 3))).client, afterNext]) {
      expect(refused(compareHistory(client, two.checkpoint))).toBe('taken');
      expect(refused(compareHistory(client, rival))).toBe('histories-two');
      const forged = { ...rival, certificate: certify(others, rival.summary) };
      expect(refused(compareHistory(client, forged))).toBe('certificate-foreign');
      expect(refused(compareHistory(client, bare(rival)))).toBe('epoch-skipped');
    }
  });

  it('a certified checkpoint that goes on from another one', () => {
    const rival = addCheckpoint(zero.tip, [emptyEffects(66)]);
    expect(at(afterOne, addCheckpoint(rival.tip, []).checkpoint)).toBe('histories-two');
    const forged = addCheckpoint({ ...rival.tip, committee: others }, []).checkpoint;
    expect(at(afterOne, forged)).toBe('certificate-foreign');
  });

  it('a leap that goes on from another one', () => {
    const rival = addCheckpoint(addCheckpoint(zero.tip, [emptyEffects(66)]).tip, [], next);
    expect(refused(leap(afterOne, [rival.checkpoint], null))).toBe('histories-two');
    expect(refused(leap(afterOne, [], addCheckpoint(rival.tip, []).checkpoint))).toBe('epoch-skipped');
    const onIt = addCheckpoint(rival.tip, []).checkpoint;
    const afterTwo = must(advance(start, chain.slice(0, 3))).client;
    expect(refused(leap(afterTwo, [], onIt))).toBe('histories-two');
  });

  it('a leap from genesis to the first checkpoint of another network that has the same validators', () => {
    const other = addCheckpoint(begin, [emptyEffects(66)]);
    expect(refused(leap(start, [], other.checkpoint))).toBe('trust-root-foreign');
    expect(refused(leap(start, [addCheckpoint(begin, [], next).checkpoint], null))).toBe(
      'trust-root-foreign',
    );
    expect(refused(leap(start, [], zero.checkpoint))).toBe('taken');
  });
});

describe('contents and effects', () => {
  const [firstEffects, secondEffects] = one.checkpoint.effects as [Uint8Array, Uint8Array];
  const client = must(advance(start, [zero.checkpoint])).client;
  const withOne = (changes: Partial<OfferedCheckpoint>) =>
    refused(advanceOne({ ...one.checkpoint, ...changes }));
  const advanceOne = (offered: OfferedCheckpoint) => advance(client, [offered]);

  it('contents that do not match', () => {
    const other = encodeContents(contentsOf([emptyEffects(2)]));
    expect(withOne({ contents: other, effects: [firstEffects] })).toBe('contents-foreign');
    expect(withOne({ contents: new Uint8Array() })).toBe('contents-foreign');
  });

  it('a hidden transaction', () => {
    expect(withOne({ effects: [firstEffects] })).toBe('effects-missing');
    expect(withOne({ effects: [] })).toBe('effects-missing');
  });

  it('an added transaction', () => {
    expect(withOne({ effects: [firstEffects, secondEffects, firstEffects] })).toBe('effects-foreign');
  });

  it('effects of another transaction, twice the same, or altered', () => {
    expect(withOne({ effects: [secondEffects, firstEffects] })).toBe('effects-foreign');
    expect(withOne({ effects: [firstEffects, firstEffects] })).toBe('effects-foreign');
    const altered = encodeEffects({ ...emptyEffects(3), version: 2n });
    expect(withOne({ effects: [firstEffects, altered] })).toBe('effects-foreign');
  });

  it('effects that certified contents name beside another transaction', () => {
    const contents = contentsOf([emptyEffects(2)]).map((each) => ({
      ...each,
      transaction: new Uint8Array(32),
    }));
    const bytes = encodeContents(contents);
    const crossed = addCheckpoint(zero.tip, [emptyEffects(2)], null, {
      contents: contentsDigest(bytes),
    });
    expect(refused(advanceOne({ ...crossed.checkpoint, contents: bytes }))).toBe('effects-foreign');
  });

  it('nothing of a batch counts where its last effects are altered', () => {
    const bad = { ...one.checkpoint, effects: [firstEffects, firstEffects] };
    expect(at(start, zero.checkpoint, bad)).toBe('effects-foreign');
  });
});

function pointOutsideG1(): Uint8Array {
  return firstOutside(48, (bytes) => bls12_381.G1.Point.fromBytes(bytes));
}

function keyOutsideG2(): Uint8Array {
  return firstOutside(96, (bytes) => bls12_381.G2.Point.fromBytes(bytes));
}

/** A compressed point that is on the curve, and that the library refuses for its subgroup alone. */
function firstOutside(length: number, read: (bytes: Uint8Array) => unknown): Uint8Array {
  for (let x = 1; x < 200; x++) {
    const bytes = new Uint8Array(length);
    bytes[0] = 0x80;
    bytes[length - 1] = x;
    try {
      read(bytes);
    } catch (error) {
      if (error instanceof Error && /subgroup/.test(error.message)) return bytes;
    }
  }
  throw new Error('expected a point outside the subgroup');
}
