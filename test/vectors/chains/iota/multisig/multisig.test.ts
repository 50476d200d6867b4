import { base64 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import {
  addressOfMultisig,
  decodeMultisig,
  type MultisigMember,
} from '../../../../../electron/chains/iota/pure/multisig.ts';
import { verifySignature } from '../../../../../electron/chains/iota/pure/transaction-signature.ts';
import { must } from '../../../../support/must.ts';
import { expectRefusal } from '../../../../unit/chains/iota/samples.ts';
import vectors from './vectors.json' with { type: 'json' };

const { twoOfThree, mainnet, mixed, stableAddress } = vectors;
const bytes = base64.decode(twoOfThree.transaction.bytes);

describe('official multisig signatures', () => {
  it.each(Object.entries(twoOfThree.combined))('members %s together are the committee', (_, signature) => {
    expect(must(verifySignature(bytes, signature))).toBe(twoOfThree.multisig.address);
  });

  it.each([...twoOfThree.partialSignatures.entries()])(
    'the part of member %i alone is its own address',
    (index, part) => {
      expect(must(verifySignature(bytes, part))).toBe(twoOfThree.addresses[index]);
    },
  );

  it('signatures in another order than that of the members are refused', () => {
    expectRefusal(verifySignature(bytes, twoOfThree.combinedWrongOrder), 'request-signature-bad');
  });

  it('one of mainnet is read: two of five', () => {
    const { committee, signers } = must(decodeMultisig(base64.decode(mainnet.signature)));
    expect(committee.members.map(({ scheme }) => scheme)).toEqual([0, 0, 0, 0, 0]);
    expect(signers).toHaveLength(2);
    must(addressOfMultisig(committee));
  });

  it('one of mixed schemes is read to its official address, and believed for nothing', () => {
    const serialized = base64.decode(mixed.signature);
    expect(must(addressOfMultisig(must(decodeMultisig(serialized)).committee))).toBe(mixed.address);
    expectRefusal(verifySignature(base64.decode(mixed.transaction), mixed.signature), 'bytes-malformed');
  });

  it('a committee of three schemes has its official address', () => {
    const member = (scheme: number): MultisigMember => ({
      scheme,
      key: new Uint8Array(scheme === 0 ? 32 : 33).fill(scheme + 1),
      weight: scheme + 1,
    });
    const committee = { members: [member(0), member(1), member(2)], threshold: 2 };
    expect(must(addressOfMultisig(committee))).toBe(stableAddress.address);
  });
});
