import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { combineShares } from '../../../../electron/core/ceremony/slip39/combine-shares.ts';
import { splitSecret } from '../../../../electron/core/ceremony/slip39/split-secret.ts';
import { shareWords } from '../../../../electron/core/ceremony/slip39/word-list.ts';
import type { ErrorCode } from '../../../../electron/core/error-code.ts';
import { readShare } from '../../../support/read-share.ts';
import { officialVectors, otherSlip39, otherWordList } from '../../../support/slip39-package.ts';
import { countingRandom } from '../../../support/stronghold-samples.ts';

const passphrase = utf8ToBytes('TREZOR');

/** Why each of the invalid official vectors is refused, by the words of its name. */
const reasons: readonly (readonly [RegExp, ErrorCode])[] = [
  [/invalid checksum/, 'share-checksum'],
  [/invalid padding/, 'share-padding'],
  [/Basic sharing 2-of-3/, 'share-set-incomplete'],
  [/different identifiers/, 'share-other-set'],
  [/different iteration exponents/, 'share-other-set'],
  [/mismatching group thresholds/, 'share-other-set'],
  [/mismatching group counts/, 'share-other-set'],
  [/greater group threshold than group counts/, 'share-parameters'],
  [/duplicate member indices/, 'share-duplicate'],
  [/mismatching member thresholds/, 'share-other-set'],
  [/invalid digest/, 'share-digest'],
  [/Insufficient number of groups/, 'share-set-incomplete'],
  [/insufficient number of members/, 'share-set-incomplete'],
  [/insufficient length/, 'share-length'],
  [/invalid master secret length/, 'share-length'],
];

test('the word list is that of the other implementation, word by word', () => {
  expect(shareWords).toEqual(otherWordList);
  expect(new Set(shareWords.map((word) => word.slice(0, 4))).size).toBe(1024);
});

test('all 45 official vectors are there', () => {
  expect(officialVectors).toHaveLength(45);
  expect(officialVectors.filter(([, , secret]) => secret !== '')).toHaveLength(15);
});

describe('official vectors', () => {
  test.each(officialVectors.map((vector) => [vector[0], vector] as const))('%s', (name, vector) => {
    const [, mnemonics, secret] = vector;
    const combined = combineShares(mnemonics, passphrase);
    if (secret !== '') {
      expect(combined.ok && bytesToHex(combined.value)).toBe(secret);
      return;
    }
    const reason = reasons.find(([pattern]) => pattern.test(name))?.[1];
    expect(combined).toMatchObject({ ok: false, code: reason });
    expect(reason).toBeDefined();
  });
});

describe('both ways with the other implementation', () => {
  const random = countingRandom('slip39');
  const shapes = [
    { groupThreshold: 1, groups: [{ threshold: 1, count: 1 }] },
    { groupThreshold: 1, groups: [{ threshold: 2, count: 3 }] },
    { groupThreshold: 1, groups: [{ threshold: 3, count: 5 }] },
    {
      groupThreshold: 2,
      groups: [
        { threshold: 1, count: 1 },
        { threshold: 2, count: 3 },
        { threshold: 3, count: 4 },
      ],
    },
  ];

  test.each(shapes.flatMap((shape) => [16, 32].map((length) => [length, shape] as const)))(
    '%i bytes, %j',
    (length, { groupThreshold, groups }) => {
      const secret = random(length);
      const ours = splitSecret({ secret, groups, groupThreshold, iterationExponent: 0, random });
      if (!ours.ok) throw new Error(ours.message);
      const enough = ours.value
        .slice(-groupThreshold)
        .flatMap((shares, i) => shares.slice(-groups[groups.length - groupThreshold + i]!.threshold));
      expect(Uint8Array.from(otherSlip39.recoverSecret(enough))).toEqual(secret);

      for (const extendableBackupFlag of [0, 1]) {
        const theirs = otherSlip39.fromArray([...secret], {
          passphrase: '',
          threshold: groupThreshold,
          groups: groups.map(({ threshold, count }) => [threshold, count] as const),
          iterationExponent: 1,
          extendableBackupFlag,
        });
        const theirShares = theirs.root.children
          .slice(-groupThreshold)
          .flatMap(({ mnemonics }, i) =>
            mnemonics.slice(-groups[groups.length - groupThreshold + i]!.threshold),
          );
        expect(readShare(theirShares[0]!)).toMatchObject({
          ok: true,
          value: { extendable: extendableBackupFlag === 1, iterationExponent: 1, secretLength: length },
        });
        // The other implementation draws for itself: a failure names the shares that it made.
        expect(combineShares(theirShares), theirShares.join('\n')).toEqual({ ok: true, value: secret });
      }
    },
  );

  test('an exponent that the other writes takes the same time steps here', () => {
    const secret = hexToBytes('00112233445566778899aabbccddeeff');
    const theirs = otherSlip39.fromArray([...secret], {
      passphrase: 'a b',
      threshold: 1,
      groups: [[1, 1]],
      iterationExponent: 3,
      extendableBackupFlag: 0,
    });
    const words = theirs.root.children[0]!.mnemonics;
    expect(combineShares(words, utf8ToBytes('a b'))).toEqual({ ok: true, value: secret });
    expect(combineShares(words)).not.toEqual({ ok: true, value: secret });
  });
});
