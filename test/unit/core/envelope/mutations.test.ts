import { mnemonicToSeedSync } from '@scure/bip39';
import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { canonicalJson } from '../../../../electron/core/canonical-json.ts';
import {
  inspectProposals,
  type Proposals,
  proposalsSchema,
} from '../../../../electron/core/envelope/kinds/proposals.ts';
import type { JsonValue } from '../../../../electron/core/json.ts';
import { intentBytes, type Proposal } from '../../../../electron/core/proposal/proposal.ts';
import { ok } from '../../../../electron/core/result.ts';
import { parseWith } from '../../../../electron/core/schema.ts';
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { proveProposal } from '../../../../electron/signer/prove-proposal.ts';
import { NOW, ownPartsOf, signingSamples, WORDS } from '../../../support/bench-samples.ts';
import { changedValue, placesOf, withAt } from '../../../support/json-places.ts';
import { must } from '../../../support/must.ts';

/** A desk that lies: it changes what it passes on, and signs the envelope all the same. */
const made = signingSamples(mnemonicToSeedSync(WORDS), 1);
const { samples, governed } = made;
const [sample] = samples;
if (!sample) throw new Error('expected a sample');
const contents: Proposals = {
  proofs: [],
  mandates: [],
  ...ownPartsOf(made),
  proposals: [{ proposal: sample.proposal, proofs: [], mandate: null, approvals: [...sample.approvals] }],
};

const inspect = (of: unknown) => {
  const parsed = parseWith(proposalsSchema, of);
  if (!parsed.ok) return parsed;
  return inspectProposals(parsed.value, {
    policy: governed.standing.inForce,
    vaults: null,
    now: NOW,
    verify: verifySignature,
    identify: (proposal: Proposal) => {
      const proven = proveProposal(proposal, iotaChain);
      if (!proven.ok) return proven;
      const { digest, viewDigest, view } = proven.value;
      return ok({
        subject: { kind: 'transaction', digest, viewDigest },
        payers: view.payers,
        changeTo: view.changeTo,
        inputs: { proven: [], unknown: null },
      });
    },
  });
};
/** What a screen shows for a decision: all that follows from the bytes, and who approved. */
const shown = (of: unknown): string | null => {
  const inspected = inspect(of);
  if (!inspected.ok) return null;
  return canonicalJson(
    inspected.value.map(({ subject, approvals, late }) => ({
      subject,
      approvals,
      late: late?.code ?? null,
    })) as JsonValue,
  );
};

describe('a proposal from a desk that lies', () => {
  const honest = shown(contents);

  it('is shown as its bytes are', () => {
    expect(honest).toContain(must(proveProposal(sample.proposal, iotaChain)).digest);
  });

  it('with any bit of the transaction flipped is refused', () => {
    const bytes = intentBytes(sample.proposal);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const changed = withAt(contents as JsonValue, ['proposals', 0, 'proposal', 'intent'], () =>
        Buffer.from(flipped).toString('base64'),
      );
      expect(shown(changed), `bit ${bit}`).toBeNull();
    }
  });

  it('with any one member changed is refused, or shows the same', () => {
    const unchanged: string[] = [];
    for (const { path, isLeaf, name } of placesOf(contents as JsonValue)) {
      if (!isLeaf) continue;
      const seen = shown(withAt(contents as JsonValue, path, changedValue));
      if (seen === null) continue;
      expect(seen, name).toBe(honest);
      unchanged.push(name.replace('proposals.0.proposal.', ''));
    }
    // What names the proposal itself, and the desk's word of the epoch, by which approvals end.
    expect(unchanged).toEqual(['epoch.number', 'epoch.beganAt', 'id', 'createdAt']);
  });

  it('of which two serve one request is refused before it is shown', () => {
    const [item] = contents.proposals;
    const twin = { ...item, proposal: { ...sample.proposal, id: '00000000-0000-4000-8000-00000000007e' } };
    expect(inspect({ ...contents, proposals: [item, twin] })).toMatchObject({ code: 'envelope-malformed' });
    expect(inspect({ ...contents, proposals: [twin] }).ok).toBe(true);
  });

  it('without the approval, or without a member, shows less or is refused', () => {
    for (const { path, value } of placesOf(contents as JsonValue)) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      for (const gone of Object.keys(value)) {
        const less = withAt(contents as JsonValue, path, () =>
          Object.fromEntries(Object.entries(value).filter(([key]) => key !== gone)),
        );
        expect(shown(less), [...path, gone].join('.')).toBeNull();
      }
    }
  });
});
