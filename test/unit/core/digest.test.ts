import { blake2b } from '@noble/hashes/blake2.js';
import { describe, expect, it } from 'vitest';
import { approvalDigest, rejectionDigest } from '../../../electron/core/approval/approval.ts';
import { bytesToHex, digestTags, taggedDigest } from '../../../electron/core/digest.ts';
import {
  journalHash,
  journalSealDigest,
  journalWitnessDigest,
} from '../../../electron/core/journal/journal-entry.ts';
import { policyDigest } from '../../../electron/core/policy/policy.ts';
import { type DecodedTransfer, viewDigest } from '../../../electron/core/proposal/decoded-transfer.ts';
import { requestDigest } from '../../../electron/core/proposal/request.ts';
import {
  address,
  approval,
  network,
  policy,
  proposal,
  rejection,
  request,
  transferOf,
} from '../../support/signer-fixture.ts';

describe('a tagged digest', () => {
  it('is blake2b-256 of the tag and the canonical JSON, one after the other', () => {
    const expected = blake2b(new TextEncoder().encode('sallyport/approval/1{"a":[true],"b":"é"}'), {
      dkLen: 32,
    });
    expect(taggedDigest(digestTags.approval, { b: 'é', a: [true] })).toBe(bytesToHex(expected));
  });

  it('differs for one statement under each tag', () => {
    const digests = Object.values(digestTags).map((tag) => taggedDigest(tag, { a: 1 }));
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('has no tag that is the beginning of another', () => {
    const tags = Object.values(digestTags);
    for (const tag of tags) {
      for (const other of tags) if (tag !== other) expect(other.startsWith(tag)).toBe(false);
    }
  });

  it('of every statement differs from every other', () => {
    const hash = 'ab'.repeat(32);
    const of = proposal();
    const entry = {
      seq: 1,
      previous: hash,
      at: 1,
      stationId: of.id,
      kind: 'node-alarm',
      officerId: null,
      body: {},
    } as const;
    const digests = [
      approvalDigest(approval(of).statement),
      rejectionDigest(rejection(of).statement),
      requestDigest(request().statement),
      policyDigest(policy()),
      journalHash(entry),
      journalSealDigest(1, hash),
      journalWitnessDigest(hash),
      viewDigest(network, transferOf({})),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});

describe('the digest of a decoded view', () => {
  const transfer = transferOf({});
  const changes: Partial<DecodedTransfer>[] = [
    { sender: address(1) },
    { gasOwner: address(1) },
    { gasPrice: 1001n },
    { gasBudget: 10_000_001n },
    { inputs: [] },
    { inputs: [{ ...transfer.inputs[0]!, version: '8' }] },
    { payments: [] },
    { payments: [{ ...transfer.payments[0]!, amount: 1n }] },
    { payments: [{ ...transfer.payments[0]!, recipient: address(1) }] },
    { changeTo: address(1) },
    { expirationEpoch: 0n },
  ];

  it('changes with whatever the screen shows', () => {
    const digests = changes.map((change) => viewDigest(network, { ...transfer, ...change }));
    digests.push(viewDigest(network, transfer));
    digests.push(viewDigest({ ...network, chain: '00000000' }, transfer));
    digests.push(viewDigest({ ...network, id: 'iota:mainnet' }, transfer));
    expect(new Set(digests).size).toBe(changes.length + 3);
  });

  it('does not change with the order of the same words', () => {
    const reversed = Object.fromEntries(Object.entries(transfer).reverse()) as unknown as DecodedTransfer;
    expect(viewDigest(network, reversed)).toBe(viewDigest(network, transfer));
  });
});
