import { beforeAll, describe, expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { policyReference } from '../../../electron/core/policy/policy.ts';
import { intentBytes } from '../../../electron/core/proposal/proposal.ts';
import { parseWith } from '../../../electron/core/schema.ts';
import { decideToSign, identifyProposal } from '../../../electron/signer/decide-to-sign.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import { signerRequests } from '../../../electron/signer/protocol.ts';
import type { SigningContext } from '../../../electron/signer/signing-context.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { vaultAddress } from '../../../electron/signer/vault-address.ts';
import { VaultMemory } from '../../../electron/signer/vault-memory.ts';
import { fc } from '../../support/fast-check.ts';
import {
  approval,
  coin,
  EPOCH,
  ERA,
  governedBy,
  iota,
  NOW,
  officers,
  policy,
  proposal,
  request,
  stranger,
  toSign,
  uuid,
  vaultSeed,
} from '../../support/signer-fixture.ts';

const honest = proposal({
  requests: [request(), request({ id: uuid(0x4e1), recipient: `0x${'5a'.repeat(32)}` })],
  coins: [coin(1), coin(2)],
});
const message = toSign(honest, approval(honest), approval(honest, officers.chiara));
const approvedDigest = iotaChain.digest(intentBytes(honest));

const governed = governedBy();
const memory = new VaultMemory({
  era: ERA,
  counter: 1,
  horizon: 0,
  sealedAt: 0,
  forgottenAt: 0,
  governed,
  epoch: null,
  proven: null,
  journal: null,
});

let context: SigningContext;
beforeAll(() => {
  const keys = new KeyTree(vaultSeed('hot'));
  const known = new Map<string, string>();
  const addressAt: SigningContext['addressAt'] = (path) => {
    const name = JSON.stringify(path);
    const found = known.get(name) ?? vaultAddress(keys, iotaChain, path);
    known.set(name, found);
    return found;
  };
  context = {
    chain: iotaChain,
    governed,
    policy: governed.standing.inForce,
    memory,
    addressAt,
    verify: verifySignature,
    now: NOW,
    epoch: EPOCH,
  };
});

/** What the signer process does with a message, up to the signature: parse, then decide. */
function signedDigest(input: unknown): string | null {
  const parsed = parseWith(signerRequests.sign, input);
  if (!parsed.ok) return null;
  const { proposal: asked, approvals, fields } = parsed.value;
  const proven = identifyProposal(asked, context);
  if (!proven.ok) return null;
  const complete = iotaChain.complete(proven.value.intent, fields);
  if (!complete.ok) return null;
  const decision = decideToSign(asked, proven.value, approvals, { ...context, fields, mandate: null });
  if (!decision.ok) return null;
  // What is remembered is what is signed.
  return decision.value.digest === iotaChain.digest(complete.value) ? decision.value.digest : 'another';
}

type Path = readonly (string | number)[];

function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]))];
}

function replaceAt(root: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(root);
  const copy: Record<string, unknown> | unknown[] = Array.isArray(root)
    ? [...root]
    : { ...(root as Record<string, unknown>) };
  (copy as Record<string | number, unknown>)[key] = replaceAt(
    (root as Record<string | number, unknown>)[key],
    rest,
    change,
  );
  return copy;
}

const paths = leaves(message);
const strings = paths
  .map((path) => path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], message))
  .filter((value) => typeof value === 'string');

const otherValue: fc.Arbitrary<(value: unknown) => unknown> = fc.oneof(
  fc.jsonValue().map((value) => () => value),
  fc.constantFrom(...strings).map((value) => () => value),
  fc.constant((value: unknown) => (typeof value === 'number' ? value + 1 : undefined)),
  fc.constant((value: unknown) => (typeof value === 'string' ? value.slice(0, -1) : null)),
  fc.constant((value: unknown) => (Array.isArray(value) ? [...value].reverse() : value)),
  fc.constant((value: unknown) => (Array.isArray(value) ? [...value, ...value] : value)),
  fc.constant((value: unknown) => (Array.isArray(value) ? value.slice(1) : value)),
  fc
    .tuple(fc.nat(), fc.constantFrom(...'0123456789abcdefABCZ+/='))
    .map(([at, character]) => (value: unknown) => {
      if (typeof value !== 'string' || value === '') return value;
      const place = at % value.length;
      return value.slice(0, place) + character + value.slice(place + 1);
    }),
);

describe('the message to sign, mutated', () => {
  it('is signed as it is', () => expect(signedDigest(message)).toBe(approvedDigest));

  it('in any one place gives no signature over anything but the approved bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), otherValue, (path, change) => {
        const digest = signedDigest(replaceAt(message, path, change));
        if (digest !== null) expect(digest).toBe(approvedDigest);
      }),
      { numRuns: 4000 },
    );
  });

  it('in any three places neither', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...paths), otherValue), { minLength: 3, maxLength: 3 }),
        (changes) => {
          let mutated: unknown = message;
          for (const [path, change] of changes) {
            try {
              mutated = replaceAt(mutated, path, change);
            } catch {
              // an earlier change took this place away
            }
          }
          const digest = signedDigest(mutated);
          if (digest !== null) expect(digest).toBe(approvedDigest);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the bytes to sign, mutated', () => {
  const original = intentBytes(honest);
  const withBytes = (bytes: Uint8Array) => ({ ...honest, intent: Buffer.from(bytes).toString('base64') });

  it('in any one byte are refused, whichever value it takes', () => {
    for (let at = 0; at < original.length; at++) {
      for (const change of [1, 2, 0x10, 0x80, 0xff]) {
        const bytes = Uint8Array.from(original);
        bytes[at]! ^= change;
        const digest = signedDigest({ ...message, proposal: withBytes(bytes) });
        if (digest !== null) expect.fail(`byte ${at} changed by ${change} was accepted`);
      }
    }
  });

  it('in any one bit are refused, though the approvers approve the changed bytes', () => {
    for (let bit = 0; bit < original.length * 8; bit++) {
      const bytes = Uint8Array.from(original);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const changed = withBytes(bytes);
      const approvals = [approval(changed), approval(changed, officers.chiara)];
      const digest = signedDigest(toSign(changed, ...approvals));
      if (digest === null) continue;
      // What may change without a refusal is what an approver sees and no request names: gas and expiration.
      const [before, after] = [iotaChain.decode(original), iotaChain.decode(bytes)];
      if (!before.ok || !after.ok) expect.fail(`bit ${bit}`);
      const { feeAtMost, validUntil, details } = after.value;
      expect(after.value).toEqual({ ...before.value, feeAtMost, validUntil, details });
      expect(Object.keys(details)).toEqual(['gasPrice']);
      expect(feeAtMost.units).toBeLessThanOrEqual(BigInt(policy().feeCap.units));
      expect(feeAtMost.asset).toBe('IOTA');
    }
  });

  it('cut, pasted and lengthened are refused', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 80 }), (a, b, paste) => {
        const [from, to] = [a % (original.length + 1), b % (original.length + 1)].toSorted((x, y) => x - y);
        const bytes = Uint8Array.from([...original.subarray(0, from), ...paste, ...original.subarray(to)]);
        const digest = signedDigest({ ...message, proposal: withBytes(bytes) });
        if (digest !== null) expect(digest).toBe(approvedDigest);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('any set of approvals', () => {
  const people = [...Object.values(officers), stranger];
  const first = policyReference(policy());
  const other = policyReference(policy({ feeCap: iota(1) }));
  it('is enough only with two good approvers for a large amount, and only if none is bad', () => {
    const large = proposal({ requests: [request({ amount: iota(1500) })] });
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            by: fc.constantFrom(...people),
            expiresAt: fc.constantFrom(NOW - 1, NOW, NOW + 1, NOW + 3_600_000, NOW + 3_600_001),
            policyOf: fc.constantFrom(first, first, first, { ...first, version: 2 }, other),
          }),
          { maxLength: 4 },
        ),
        (given) => {
          const approvals = given.map(({ by, expiresAt, policyOf }) =>
            approval(large, by, { expiresAt, policy: policyOf }),
          );
          const good = given.every(
            ({ by, expiresAt, policyOf }) =>
              by !== stranger &&
              by.roles.includes('approver') &&
              expiresAt > NOW &&
              expiresAt <= NOW + 3_600_000 &&
              policyOf === first,
          );
          const distinct = new Set(given.map(({ by }) => by.id)).size;
          const expected = good && distinct === given.length && distinct >= 2;
          expect(signedDigest(toSign(large, ...approvals)) !== null).toBe(expected);
        },
      ),
      { numRuns: 400 },
    );
  });
});
