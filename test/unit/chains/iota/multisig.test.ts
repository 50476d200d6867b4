import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addressOfPublicKey } from '../../../../electron/chains/iota/pure/address.ts';
import { BcsWriter } from '../../../../electron/chains/iota/pure/bcs-writer.ts';
import {
  addressOfMultisig,
  decodeMultisig,
  MAX_MULTISIG_LENGTH,
  verifyMultisig,
} from '../../../../electron/chains/iota/pure/multisig.ts';
import { fc } from '../../../support/fast-check.ts';
import { must } from '../../../support/must.ts';
import { expectRefusal } from './samples.ts';

const message = new Uint8Array(32).fill(7);
const pairs = Array.from({ length: 11 }, () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { key: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(12)), privateKey };
});
const signedBy = (privateKey: KeyObject) => new Uint8Array(sign(null, message, privateKey));

interface Draft {
  readonly members: readonly { readonly pair: (typeof pairs)[number]; readonly weight: number }[];
  readonly threshold: number;
  /** Indices that the bitmap names. */
  readonly named: readonly number[];
  /** Indices whose signatures are given, in this order. */
  readonly given: readonly number[];
}

const committee = (count: number) => pairs.slice(0, count).map((pair) => ({ pair, weight: 1 }));

/** The bytes of a multisig signature, whatever is wrong with it. */
function serialized({ members, threshold, named, given }: Draft): Uint8Array {
  const writer = new BcsWriter(2048).u8(3).uleb128(given.length);
  for (const index of given) writer.uleb128(0).fixed(signedBy(pairs[index]!.privateKey));
  writer.u16(named.reduce((bits, index) => bits | (1 << index), 0)).uleb128(members.length);
  for (const { pair, weight } of members) writer.uleb128(0).fixed(pair.key).u8(weight);
  return writer.u16(threshold).toBytes();
}

const draft: Draft = { members: committee(3), threshold: 2, named: [0, 2], given: [0, 2] };
const verdict = (changes: Partial<Draft>) => verifyMultisig(message, serialized({ ...draft, ...changes }));

describe('a multisig signature', () => {
  it('is that of the committee, and of no member', () => {
    const address = must(verdict({}));
    const members = draft.members.map(({ pair, weight }) => ({ scheme: 0, key: pair.key, weight }));
    expect(address).toBe(must(addressOfMultisig({ members, threshold: 2 })));
    for (const { key } of pairs) expect(address).not.toBe(addressOfPublicKey(key));
  });

  it('is another committee in another order, with another weight or threshold', () => {
    const all = { named: [0, 1, 2], given: [0, 1, 2] };
    const heavier = draft.members.map(({ pair }) => ({ pair, weight: 2 }));
    const addresses = [
      verdict(all),
      verdict({ ...all, threshold: 3 }),
      verdict({ ...all, members: heavier }),
    ];
    const turned = [draft.members[2]!, draft.members[1]!, draft.members[0]!];
    addresses.push(verdict({ members: turned, given: [2, 0] }));
    expect(new Set(addresses.map(must)).size).toBe(4);
  });

  it('of ten members that all signed fits the bound', () => {
    const everybody = Array.from({ length: 10 }, (_, index) => index);
    const bytes = serialized({ members: committee(10), threshold: 10, named: everybody, given: everybody });
    expect(bytes.length).toBeLessThanOrEqual(MAX_MULTISIG_LENGTH);
    must(verifyMultisig(message, bytes));
  });

  it.each<[string, Partial<Draft>]>([
    ['too little weight', { named: [1], given: [1] }],
    ['one member who signs for another', { named: [0, 1], given: [0, 2] }],
    ['one member who signs twice', { named: [0, 1], given: [0, 0] }],
    ['somebody who is no member', { named: [0, 2], given: [0, 5] }],
    ['signatures in another order', { given: [2, 0] }],
  ])('is refused: %s', (_, changes) => {
    expectRefusal(verdict(changes), 'request-signature-bad');
  });

  it.each<[string, Partial<Draft>]>([
    ['no member', { members: [], named: [], given: [] }],
    ['eleven members', { members: committee(11) }],
    ['a key twice', { members: [...committee(2), ...committee(1)] }],
    ['a weight of nothing', { members: committee(3).map(({ pair }) => ({ pair, weight: 0 })) }],
    ['a threshold of nothing', { threshold: 0 }],
    ['a threshold above all weight', { threshold: 4 }],
    ['a bit beyond the members', { named: [0, 3] }],
    ['a signature that no bit names', { given: [0, 1, 2] }],
    ['a bit without a signature', { given: [0] }],
  ])('is refused as malformed: %s', (_, changes) => {
    expectRefusal(verdict(changes), 'bytes-malformed');
  });

  it('is refused over another message', () => {
    expectRefusal(verifyMultisig(new Uint8Array(32), serialized(draft)), 'request-signature-bad');
  });

  it('is refused with a bit of any byte flipped, or is of another address', () => {
    const bytes = serialized(draft);
    const address = must(verifyMultisig(message, bytes));
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Uint8Array.from(bytes);
      flipped[at]! ^= 1 << (at % 8);
      const read = verifyMultisig(message, flipped);
      if (read.ok) expect(read.value).not.toBe(address);
    }
  });

  it('is refused cut at any byte, and with one more', () => {
    const bytes = serialized(draft);
    for (let end = 0; end < bytes.length; end++) {
      expectRefusal(decodeMultisig(bytes.subarray(0, end)), 'bytes-malformed');
    }
    expectRefusal(decodeMultisig(Uint8Array.of(...bytes, 0)), 'bytes-malformed');
  });

  it('of any bytes is read or refused, never thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1200 }), (rest) => {
        const read = decodeMultisig(Uint8Array.of(3, ...rest));
        if (!read.ok) expect(read.code).toBe('bytes-malformed');
      }),
    );
  });
});
