import { bls12_381 } from '@noble/curves/bls12-381.js';
import { describe, expect, it } from 'vitest';
import {
  decodeCertificate,
  encodeCertificate,
} from '../../../../../electron/chains/iota/pure/ledger/certificate.ts';
import { encodeCreation } from '../../../../../electron/chains/iota/pure/proof/creation-proof.ts';
import { verifyCreations } from '../../../../../electron/chains/iota/pure/proof/verify-creations.ts';
import { addCheckpoint, type ChainTip, emptyEffects } from '../../../../support/certified-chain.ts';
import { codeOf } from '../../../../support/core-samples.ts';
import { must } from '../../../../support/must.ts';
import { certify, signingCommittee } from '../../../../support/signing-committee.ts';

const { Signature } = bls12_381.shortSignatures;
const committee = signingCommittee(1n, 2, [1n, 1n, 1n, 1n]);
/** Five quorums of four validators, so that the keys are fewer than the checkpoints. */
const quorums = [
  [0, 1, 2],
  [0, 1, 3],
  [0, 2, 3],
  [1, 2, 3],
  [0, 1, 2, 3],
];

type Parts = Parameters<typeof encodeCreation>[0];

/** A proof for each transaction of seven checkpoints; the last checkpoint has two. */
const honest: readonly Parts[] = chainOf(7);

function chainOf(length: number): readonly Parts[] {
  const parts: Parts[] = [];
  let tip: ChainTip = { sequence: 5n, previous: new Uint8Array(32), committee };
  for (let i = 0; i < length; i++) {
    const transactions = i === length - 1 ? [i, 100] : [i];
    const effects = transactions.map((fill) => emptyEffects(fill, 1n));
    const signers = quorums[i % quorums.length] ?? [];
    const { checkpoint, tip: next } = addCheckpoint(tip, effects, null, { signers });
    parts.push(...checkpoint.effects.map((each) => ({ ...checkpoint, effects: each })));
    tip = next;
  }
  return parts;
}

const verify = (parts: readonly Parts[], committees = [committee.committee]) =>
  verifyCreations(parts.map(encodeCreation), (of) => committees.find(({ epoch }) => epoch === of) ?? null);

const withSignature = (parts: Parts, change: (signature: Uint8Array) => Uint8Array): Parts => {
  const read = must(decodeCertificate(parts.certificate));
  return { ...parts, certificate: encodeCertificate({ ...read, signature: change(read.signature) }) };
};
const signatureOf = ({ certificate }: Parts) => must(decodeCertificate(certificate)).signature;

/** Honest ones, with others at some places. */
const withChanged = (changed: Readonly<Record<number, Parts>>) =>
  honest.map((parts, place) => changed[place] ?? parts);

const at = (place: number) => honest[place] as Parts;

describe('proofs that are verified together', () => {
  it('each proves its own transaction', () => {
    const answers = verify(honest);
    expect(answers.map((answer) => must(answer).checkpoint)).toEqual([5n, 6n, 7n, 8n, 9n, 10n, 11n, 11n]);
  });

  it.each([0, 4, 7])('a stranger certifies number %i: it ends there', (place) => {
    const stranger = signingCommittee(1n, 77, [1n, 1n, 1n, 1n]);
    const { summary } = at(place);
    // Of the last checkpoint only one of both proofs is forged.
    const answers = verify(
      withChanged({ [place]: { ...at(place), certificate: certify(stranger, summary) } }),
    );
    expect(answers.map(codeOf)).toEqual([...Array(place).fill('accepted'), 'certificate-foreign']);
  });

  it('two checkpoints exchange their signatures: their sum is what it was', () => {
    const [a, b] = [at(4), at(6)];
    const answers = verify(
      withChanged({ 4: withSignature(a, () => signatureOf(b)), 6: withSignature(b, () => signatureOf(a)) }),
    );
    expect(answers.map(codeOf)).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'certificate-foreign',
    ]);
  });

  it('what one signature has too much another has too little', () => {
    const more = Signature.fromBytes(signatureOf(at(0)));
    const moved = (of: Parts, by: typeof more) =>
      withSignature(of, (bytes) => Signature.toBytes(Signature.fromBytes(bytes).add(by)));
    const answers = verify(withChanged({ 1: moved(at(1), more), 2: moved(at(2), more.negate()) }));
    expect(answers.map(codeOf)).toEqual(['accepted', 'certificate-foreign']);
  });

  it('a signature that is the neutral point, or no point', () => {
    const neutral = Signature.toBytes(bls12_381.G1.Point.ZERO);
    for (const bytes of [neutral, new Uint8Array(48).fill(0x9f)]) {
      const answers = verify(withChanged({ 1: withSignature(at(1), () => bytes) }));
      expect(answers.map(codeOf)).toEqual(['accepted', 'certificate-foreign']);
    }
  });

  it('the first fault is told, whatever comes later', () => {
    const foreign = withSignature(at(3), () => signatureOf(at(0)));
    const answers = verify(withChanged({ 3: foreign, 5: { ...at(5), contents: at(1).contents } }));
    expect(answers.map(codeOf)).toEqual(['accepted', 'accepted', 'accepted', 'certificate-foreign']);
    const later = verify(withChanged({ 3: { ...at(3), contents: at(1).contents }, 5: foreign }));
    expect(later.map(codeOf)).toEqual(['accepted', 'accepted', 'accepted', 'contents-foreign']);
  });

  it('an epoch whose committee is not known takes nothing from the others', () => {
    const other = signingCommittee(2n, 9, [1n]);
    const tip = { sequence: 90n, previous: new Uint8Array(32), committee: other };
    const { checkpoint } = addCheckpoint(tip, [emptyEffects(1, 2n)]);
    const unknown = { ...checkpoint, effects: checkpoint.effects[0] as Uint8Array };
    expect(verify([at(0), unknown, at(1)]).map(codeOf)).toEqual([
      'accepted',
      'committee-unknown',
      'accepted',
    ]);
    const both = [committee.committee, other.committee];
    expect(verify([at(0), unknown, at(1)], both).map(codeOf)).toEqual(['accepted', 'accepted', 'accepted']);
    const forged = withSignature(unknown, () => signatureOf(at(0)));
    expect(verify([at(0), forged, at(1)], both).map(codeOf)).toEqual(['accepted', 'certificate-foreign']);
  });
});
