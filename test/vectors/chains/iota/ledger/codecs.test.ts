import { describe, expect, it } from 'vitest';
import {
  decodeCertificate,
  encodeCertificate,
  MAX_CERTIFICATE_LENGTH,
} from '../../../../../electron/chains/iota/pure/ledger/certificate.ts';
import {
  decodeContents,
  encodeContents,
  MAX_CONTENTS_LENGTH,
} from '../../../../../electron/chains/iota/pure/ledger/contents.ts';
import { decodeLedger } from '../../../../../electron/chains/iota/pure/ledger/decode-ledger.ts';
import {
  contentsDigest,
  digestText,
  effectsDigest,
  objectDigest,
  parseDigest,
  summaryDigest,
  transactionDigest,
} from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import {
  decodeEffects,
  encodeEffects,
  MAX_EFFECTS_LENGTH,
} from '../../../../../electron/chains/iota/pure/ledger/effects.ts';
import { readFailure } from '../../../../../electron/chains/iota/pure/ledger/failure.ts';
import { readObjectOrPackage } from '../../../../../electron/chains/iota/pure/ledger/object.ts';
import {
  decodeSummary,
  encodeSummary,
  MAX_SUMMARY_LENGTH,
} from '../../../../../electron/chains/iota/pure/ledger/summary.ts';
import type { Result } from '../../../../../electron/core/result.ts';
import {
  certifiedTransfer,
  checkpointParts,
  officialEffects,
  officialRandom,
} from '../../../../support/certified-samples.ts';
import { itKeepsTheLaws } from '../../../../support/codec-laws.ts';
import { must } from '../../../../support/must.ts';

const parts = [checkpointParts('528'), checkpointParts('788')];
const transfer = certifiedTransfer();
const certified = [...parts.map((each) => each.certified), transfer.epochClose, transfer.certified];

describe.each(certified)(
  'the certified summary $digest',
  ({ digest, summaryBcs, aggregatedSignatureBcs, signers }) => {
    describe('summary', () => {
      itKeepsTheLaws({
        decode: decodeSummary,
        encode: encodeSummary,
        sample: summaryBcs,
        most: MAX_SUMMARY_LENGTH,
      });
    });
    describe('certificate', () => {
      itKeepsTheLaws({
        decode: decodeCertificate,
        encode: encodeCertificate,
        sample: aggregatedSignatureBcs,
        most: MAX_CERTIFICATE_LENGTH,
      });
    });
    it('has the digest and the signers that official software read', () => {
      expect(digestText(summaryDigest(summaryBcs))).toBe(digest);
      expect(must(decodeCertificate(aggregatedSignatureBcs)).signers).toEqual(signers);
    });
  },
);

it('checkpoint 788 says what IOTA published as JSON beside it', () => {
  const summary = must(decodeSummary(checkpointParts('788').certified.summaryBcs));
  expect(summary).toMatchObject({
    epoch: 2n,
    sequence: 788n,
    networkTotal: 3455n,
    timestamp: 1731087214937n,
  });
  expect(digestText(summary.contents)).toBe('6QxcyMHUfp1xjCohXncwvZh8MMTtbay2ALSV7jAkTtDE');
  expect(summary.previous && digestText(summary.previous)).toBe(
    '6NXS2BMwgYWUQ5XLY8SnWK9C84v8zGvSmsenjYZBvjG2',
  );
  const end = summary.endOfEpoch;
  expect(end).toMatchObject({ nextProtocolVersion: 1n, supplyChange: 767000000000000n });
  expect(end?.commitments.map(digestText)).toEqual(['ATtMurTEvHDssU9MWeXjzETxJ5kqbouX2nb3eUx1XTTD']);
  expect(end?.nextCommittee).toEqual(checkpointParts('788').nextEpochCommittee);
});

describe.each([...parts, transfer])('contents $contentsDigest', (of) => {
  itKeepsTheLaws({
    decode: decodeContents,
    encode: encodeContents,
    sample: of.contentsBcs,
    most: MAX_CONTENTS_LENGTH,
  });
  it('has the digest that its summary names, and names its transactions', () => {
    expect(digestText(contentsDigest(of.contentsBcs))).toBe(of.contentsDigest);
    expect(must(decodeSummary(of.certified.summaryBcs)).contents).toEqual(contentsDigest(of.contentsBcs));
    const own = 'transactions' in of ? of.transactions.map(({ digest }) => digest) : [of.transaction.digest];
    expect(must(decodeContents(of.contentsBcs)).map((each) => digestText(each.transaction))).toEqual(own);
  });
});

describe("random values of IOTA's own tests", () => {
  const values = officialRandom();

  it('status: every error of a failed transaction is read to its end', () => {
    const statuses = values.status ?? [];
    const read = (bytes: Uint8Array) =>
      decodeLedger(bytes, 1 << 20, 'status', (each) => each.option(readFailure));
    const errors = statuses.map((bytes) => must(read(bytes))?.error[0]);
    expect(errors).toEqual([
      undefined,
      ...Array.from({ length: 45 }, (_, index) => index).filter((each) => each !== 39),
    ]);
  });

  it.each([
    ['effects', decodeEffects, encodeEffects],
    ['summary', decodeSummary, encodeSummary],
    ['contents', decodeContents, encodeContents],
  ] as const)('%s come back byte for byte', (name, decode, encode) => {
    expect(values[name]?.length).toBeGreaterThan(10);
    for (const bytes of values[name] ?? []) {
      expect(encode(must(decode(bytes) as Result<never>))).toEqual(bytes);
    }
  });

  it('objects and packages are read to their end', () => {
    const read = (bytes: Uint8Array) => must(decodeLedger(bytes, 1 << 20, 'object', readObjectOrPackage));
    const objects = (values.object ?? []).map(read);
    expect(objects.filter((each) => each === null).length).toBeGreaterThan(4);
    expect(objects.filter((each) => each !== null).length).toBeGreaterThan(20);
  });
});

const effects = [
  ...parts.flatMap((each) =>
    each.transactions.map(({ effectsBcs, effectsDigest }) => ({ bytes: effectsBcs, digest: effectsDigest })),
  ),
  transfer.effects,
  { bytes: officialEffects('sponsor'), digest: '98KLAAi1mB2L8psBY6uLhQuX7G5k4HgqZ9BQHtQwFiUz' },
];

describe.each(effects)('effects $digest', ({ bytes, digest }) => {
  itKeepsTheLaws({ decode: decodeEffects, encode: encodeEffects, sample: bytes, most: MAX_EFFECTS_LENGTH });
  it('has the digest that official software gave', () => {
    expect(digestText(effectsDigest(bytes))).toBe(digest);
  });
});

it('the effects of a genesis, with packages and system objects, come back byte for byte', () => {
  const bytes = officialEffects('genesis');
  const read = must(decodeEffects(bytes));
  expect(encodeEffects(read)).toEqual(bytes);
  expect(
    read.changed.some(({ after }) => after?.kind === 'package' || after?.owner.kind === 'immutable'),
  ).toBe(true);
});

it('the effects of the transfer say who paid whom', () => {
  const { failure, gasObject, version, changed } = must(decodeEffects(transfer.effects.bytes));
  expect({ failure, gasObject, version }).toEqual({ failure: null, gasObject: 0, version: 6n });
  expect(changed.map(({ idOperation }) => idOperation)).toEqual(['none', 'created']);
  expect(changed[1]?.after).toMatchObject({
    kind: 'object',
    owner: { kind: 'address', address: `0x${'ab'.repeat(32)}` },
  });
});

it('transactions and objects have their official digests', () => {
  for (const { digest, transactionBcs, inputObjects, outputObjects } of parts.flatMap(
    (each) => each.transactions,
  )) {
    expect(digestText(transactionDigest(transactionBcs))).toBe(digest);
    for (const each of [...inputObjects, ...outputObjects]) {
      expect(digestText(objectDigest(each.bcs))).toBe(each.digest);
      expect(must(parseDigest(each.digest))).toEqual(objectDigest(each.bcs));
    }
  }
});
