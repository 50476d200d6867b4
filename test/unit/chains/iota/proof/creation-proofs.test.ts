import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import type { ProvenCreation } from '../../../../../electron/chains/chain.ts';
import { evidenceOfCoin } from '../../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinReference } from '../../../../../electron/chains/iota/pure/coin-object.ts';
import { encodeCreation } from '../../../../../electron/chains/iota/pure/proof/creation-proof.ts';
import { creationProofs } from '../../../../../electron/chains/iota/pure/proof/creation-proofs.ts';
import { encodeClosing } from '../../../../../electron/chains/iota/pure/proof/epoch-proofs.ts';
import {
  digestOfCommittee,
  encodeCommittee,
  trustRootText,
} from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { verifyCreations } from '../../../../../electron/chains/iota/pure/proof/verify-creations.ts';
import type { Result } from '../../../../../electron/core/result.ts';
import { addCheckpoint, type ChainTip, emptyEffects } from '../../../../support/certified-chain.ts';
import { certify, signingCommittee } from '../../../../support/signing-committee.ts';
import { coin, expectRefusal, unwrap } from '../samples.ts';

const committeeOf = (epoch: number) => signingCommittee(BigInt(epoch), epoch + 1, [1n, 1n, 1n, 1n]);
const committeesOf = [0, 1].map((epoch) => committeeOf(epoch).committee);
const known = committeesOf.map(encodeCommittee);
const paid = coin(1);

const start: ChainTip = { sequence: 0n, previous: null, committee: committeeOf(0) };
const closing = addCheckpoint(start, [], committeeOf(1));
const made = {
  ...emptyEffects(9, 1n),
  version: 7n,
  changed: [
    {
      id: paid.id,
      before: null,
      after: {
        kind: 'object' as const,
        digest: base58.decode(coinReference(paid).digest),
        owner: { kind: 'address' as const, address: paid.owner },
      },
      idOperation: 'created' as const,
    },
  ],
};
const { checkpoint } = addCheckpoint(closing.tip, [emptyEffects(8, 1n), made]);
const effects = checkpoint.effects[1] as Uint8Array;
const parts = { ...checkpoint, effects };
const proof = encodeCreation(parts);
const root = {
  trustRoot: trustRootText({
    kind: 'committee',
    genesis: closing.tip.previous as Uint8Array,
    digest: digestOfCommittee(committeeOf(0).committee),
  }),
  root: known[0] as Uint8Array,
};
/** A proof alone, by committees whose keys are decoded once. */
const verify = (one: Uint8Array, committees = [0n, 1n]) =>
  verifyCreations([one], (epoch) =>
    committees.includes(epoch) ? (committeesOf[Number(epoch)] ?? null) : null,
  )[0] as Result<ProvenCreation>;

describe('what proves that an input was made', () => {
  it('is certified: the checkpoint, its time, and the very coins', () => {
    const { checkpoint: sequence, epoch, at, made: has } = unwrap(verify(proof));
    expect([sequence, epoch, at]).toEqual([1n, 1n, 1_700_000_000_250]);
    expect(creationProofs.isMade(evidenceOfCoin(paid), has)).toBe(true);
  });

  it.each([
    ['amount', { balance: '100000000001' }],
    ['owner', { owner: `0x${'1'.repeat(64)}` }],
    ['version', { version: '8' }],
  ])('an input of another %s is not among what was made', (_, change) => {
    const { made: has } = unwrap(verify(proof));
    expect(creationProofs.isMade(evidenceOfCoin({ ...paid, ...change }), has)).toBe(false);
  });

  it('effects of a transaction that the checkpoint does not have', () => {
    const foreign = addCheckpoint(closing.tip, [{ ...made, version: 8n }]).checkpoint
      .effects[0] as Uint8Array;
    expectRefusal(verify(encodeCreation({ ...parts, effects: foreign })), 'effects-foreign');
  });

  it('contents of another checkpoint', () => {
    const { contents } = addCheckpoint(closing.tip, [made]).checkpoint;
    expectRefusal(verify(encodeCreation({ ...parts, contents })), 'contents-foreign');
  });

  it('a committee of our own that certifies what it likes', () => {
    const certificate = certify(signingCommittee(1n, 77, [1n, 1n, 1n, 1n]), checkpoint.summary);
    expectRefusal(verify(encodeCreation({ ...parts, certificate })), 'certificate-foreign');
  });

  it('too little weight', () => {
    const certificate = certify(committeeOf(1), checkpoint.summary, [0, 1]);
    expectRefusal(verify(encodeCreation({ ...parts, certificate })), 'certificate-weight');
  });

  it('an epoch whose committee is not known', () => {
    expectRefusal(verify(proof, [0n]), 'committee-unknown');
  });

  it('one byte in seven flipped, and cut there: refused', () => {
    for (let place = 0; place < proof.length; place += 7) {
      const flipped = proof.slice();
      flipped[place] = (flipped[place] ?? 0) ^ 1;
      expect(verify(flipped).ok, `byte ${place}`).toBe(false);
      expect(verify(proof.subarray(0, place)).ok, `cut at ${place}`).toBe(false);
    }
    expectRefusal(verify(new Uint8Array(1_500_001)), 'proof-malformed');
  });
});

describe('the committees of all epochs', () => {
  const end = encodeClosing(closing.checkpoint);

  it('follow from the trust root by the certified ends', () => {
    expect(unwrap(creationProofs.committees(root, [end]))).toEqual(known);
  });

  it('go on from one that is known: earlier ends are passed over', () => {
    const { trustRoot } = root;
    const [first, second] = known as [Uint8Array, Uint8Array];
    expect(unwrap(creationProofs.committees({ trustRoot, known: first }, [end]))).toEqual([second]);
    expect(unwrap(creationProofs.committees({ trustRoot, known: second }, [end]))).toEqual([]);
  });

  it('another document than that of the trust root', () => {
    const forged = { ...root, root: known[1] as Uint8Array };
    expectRefusal(creationProofs.committees(forged, [end]), 'trust-root-foreign');
  });

  it('an end that elects whom its committee did not', () => {
    const forged = addCheckpoint(start, [], signingCommittee(1n, 77, [1n])).checkpoint;
    const mixed = encodeClosing({ ...forged, certificate: closing.checkpoint.certificate });
    expectRefusal(creationProofs.committees(root, [mixed]), 'certificate-foreign');
  });

  it('an end that is left out', () => {
    const after = addCheckpoint(closing.tip, [], committeeOf(2)).checkpoint;
    expectRefusal(creationProofs.committees(root, [encodeClosing(after)]), 'epoch-skipped');
  });
});
