import { describe, expect, it } from 'vitest';
import {
  addressLeaf,
  attestationDigest,
  attestationOf,
  attestationSchema,
  isUnderRoot,
  MOST_ATTESTED,
  type PathAddress,
  proveBatch,
} from '../../../../electron/core/attestation/attestation.ts';
import { proofsIn } from '../../../../electron/core/attestation/proofs-in.ts';
import { parseWith } from '../../../../electron/core/schema.ts';
import { address, attestation, cold, hot, network, uuid } from '../../../support/core-samples.ts';

const head = { treasuryId: uuid(0x7), network, vaultId: hot.id };
const batch = (count: number, from = 0): readonly PathAddress[] =>
  Array.from({ length: count }, (_, i) => ({
    path: { account: 4, change: 0, index: from + i },
    address: address(from + i),
  }));
const addresses = batch(5, 20);
const statement = attestationOf(head, addresses);
const proofs = proveBatch(statement, addresses).map(({ proof }) => proof);
const isProven = (
  place: number,
  change: Partial<PathAddress & { vaultId: string }> = {},
  proof = proofs[place]!,
) => isUnderRoot(statement, { vaultId: hot.id, ...addresses[place]!, ...change }, proof);

describe('an attestation', () => {
  it('covers each of its addresses, at its path', () => {
    expect(statement).toMatchObject({ account: 4, change: 0, from: 20, count: 5 });
    expect(addresses.map((_, i) => isProven(i))).toEqual(addresses.map(() => true));
  });

  it('covers no other address, no other path, no other vault', () => {
    const path = addresses[1]!.path;
    expect(isProven(1, { address: address(22) }), "another address in an address's place").toBe(false);
    expect(isProven(1, { path: { ...path, index: 22 } }), 'two rows swapped').toBe(false);
    expect(isProven(1, { path: { ...path, index: 25 } }), 'beyond its range').toBe(false);
    expect(isProven(1, { path: { ...path, account: 5 } }), 'of another account').toBe(false);
    expect(isProven(1, { path: { ...path, change: 1 } })).toBe(false);
    expect(isProven(1, { vaultId: cold.id }), 'of another vault').toBe(false);
  });

  it('covers nothing with a proof that is cut, lengthened, of another address, or no hex', () => {
    for (const proof of ['', proofs[1]!.slice(64), `${proofs[1]}${'00'.repeat(32)}`, proofs[2]!, 'zz', '0']) {
      expect(isProven(1, {}, proof), proof).toBe(false);
    }
    expect(isProven(1, {}, '00'.repeat(32).repeat(15)), 'longer than any').toBe(false);
  });

  it('is another one for another treasury, network, vault, range or root', () => {
    const others = [
      { ...statement, treasuryId: uuid(0x8) },
      { ...statement, network: { ...network, genesis: 'c0ffee01' } },
      { ...statement, network: { ...network, id: 'toy:other' } },
      { ...statement, vaultId: cold.id },
      { ...statement, account: 5 },
      { ...statement, change: 1 },
      { ...statement, from: 21 },
      { ...statement, count: 6 },
      { ...statement, root: '00'.repeat(32) },
    ];
    expect(new Set([statement, ...others].map(attestationDigest)).size).toBe(others.length + 1);
  });

  it('says in each leaf which network, path and address it is', () => {
    const leaf = (of: typeof network, one: PathAddress) => new TextDecoder().decode(addressLeaf(of, one));
    expect(leaf(network, addresses[0]!)).toBe(
      `sallyport/address/2\ntoy:practice\nc0ffee00\n4/0/20\n${address(20)}`,
    );
  });

  it('is refused where it covers nothing or too much', () => {
    const parse = (change: object) =>
      parseWith(attestationSchema, { ...attestation, statement: { ...attestation.statement, ...change } }).ok;
    expect(parse({})).toBe(true);
    expect([parse({ count: 0 }), parse({ count: MOST_ATTESTED + 1 }), parse({ more: 1 })]).toEqual([
      false,
      false,
      false,
    ]);
    expect(() => attestationOf(head, [])).toThrow(RangeError);
  });
});

describe('proofs of addresses that stand beside their attestations', () => {
  const all = addresses.map((one) => ({ ...one, vaultId: hot.id }));
  const signed = { statement, signature: '00'.repeat(64) };

  it('are those of the batch, in whatever order the addresses stand', () => {
    const proofOf = proofsIn([signed], all.toReversed());
    for (const [i, one] of all.toReversed().toReversed().entries()) {
      expect(proofOf(one)).toEqual({ batch: attestationDigest(statement), proof: proofs[i] });
    }
  });

  it('are none where an address of the batch is missing, twice there, or covered by nothing', () => {
    expect(proofsIn([signed], all.slice(1))(all[1]!)).toBeNull();
    expect(proofsIn([signed], [...all, { ...all[0]! }])(all[1]!)).toBeNull();
    expect(proofsIn([], all)(all[1]!)).toBeNull();
  });

  it('prove nothing where an address is another one than what was signed', () => {
    const swapped = all.with(2, { ...all[2]!, address: address(0xbad) });
    const proofOf = proofsIn([signed], swapped);
    expect(swapped.map((one) => isUnderRoot(statement, one, proofOf(one)?.proof ?? ''))).not.toContain(true);
  });
});
