import { blake2b } from '@noble/hashes/blake2.js';
import { describe, expect, it } from 'vitest';
import { approvalDigest, rejectionDigest } from '../../../electron/core/approval/approval.ts';
import { transcriptDigest } from '../../../electron/core/ceremony/transcript.ts';
import { blake2b256, bytesToHex, digestTags, taggedDigest } from '../../../electron/core/digest.ts';
import {
  journalHash,
  journalSealDigest,
  journalWitnessDigest,
} from '../../../electron/core/journal/journal-entry.ts';
import { policyDigest } from '../../../electron/core/policy/policy.ts';
import { requestDigest } from '../../../electron/core/proposal/request.ts';
import { viewDigest } from '../../../electron/core/proposal/transfer-view.ts';
import { sampleTranscript } from '../../support/ceremony-samples.ts';
import { approval, network, policy, rejection, request, view } from '../../support/core-samples.ts';
import { journalOf } from '../../support/journal-samples.ts';

describe('a tagged digest', () => {
  it('is blake2b-256 of the tag and the canonical JSON, one after the other', () => {
    const expected = blake2b(new TextEncoder().encode('sallyport/approval/2{"a":[true],"b":"é"}'), {
      dkLen: 32,
    });
    expect(taggedDigest(digestTags.approval, { b: 'é', a: [true] })).toBe(bytesToHex(expected));
  });

  it('hashes parts as if they were one', () => {
    const [a, b, c] = [Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)];
    expect(blake2b256(a, b, c)).toEqual(blake2b(Uint8Array.of(1, 2, 3), { dkLen: 32 }));
    expect(blake2b256()).toEqual(blake2b(new Uint8Array(0), { dkLen: 32 }));
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

  it('keeps the tags of what signatures are made over: with another one each signature of today is void', () => {
    const {
      policy: ofPolicies,
      envelope,
      officerCard,
      message,
      freeze,
      freezeLift,
      bookEntry,
      bookVerification,
      bookRemoval,
      ceremonyRecord,
      ...others
    } = digestTags;
    const ofBook = [bookEntry, bookVerification, bookRemoval];
    expect(ofBook).toEqual([
      'sallyport/book-entry/1',
      'sallyport/book-verification/1',
      'sallyport/book-removal/1',
    ]);
    expect([ofPolicies, envelope, officerCard, message, freeze, freezeLift, ceremonyRecord]).toEqual([
      'sallyport/policy/5',
      'sallyport/envelope/1',
      'sallyport/officer-card/1',
      'sallyport/message/1',
      'sallyport/freeze/1',
      'sallyport/freeze-lift/1',
      'sallyport/ceremony-record/1',
    ]);
    for (const tag of Object.values(others)) expect(tag).toMatch(/^sallyport\/[a-z-]+\/2$/);
  });

  it('of every statement differs from every other', () => {
    const hash = 'ab'.repeat(32);
    const digests = [
      approvalDigest(approval().statement),
      rejectionDigest(rejection().statement),
      requestDigest(request().statement),
      policyDigest(policy()),
      transcriptDigest(sampleTranscript()),
      ...journalOf([]).map(journalHash),
      journalSealDigest(1, hash),
      journalWitnessDigest(hash),
      viewDigest(network, view),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
