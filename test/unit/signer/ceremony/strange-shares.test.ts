import { describe, expect, it } from 'vitest';
import { encodeShare } from '../../../../electron/core/ceremony/slip39/share-code.ts';
import type { Backup } from '../../../../electron/signer/ceremony/protocol.ts';
import { shareWordNumbers } from '../../../../electron/signer/ceremony/word-numbers.ts';
import { codeOf, network, unwrap } from '../../../support/signer-fixture.ts';
import { ceremonyPlace } from './ceremony-place.ts';

const place = ceremonyPlace();
const { drawn, newCeremony, readBack, write } = place;

/** A whole set of one share, well formed and with the right checksum: whoever wants to can make one. */
function forgedShare({ length = 32, exponent = 0 }): Uint16Array {
  const share = encodeShare({
    identifier: 1,
    extendable: true,
    iterationExponent: exponent,
    groupIndex: 0,
    groupThreshold: 1,
    groupCount: 1,
    memberIndex: 0,
    memberThreshold: 1,
    value: new Uint8Array(length).fill(7),
  });
  return shareWordNumbers(share);
}
const forged = (of: { length?: number; exponent?: number }): Backup => ({
  kind: 'shares',
  shares: [forgedShare(of)],
});

describe('shares of a secret that has no words', () => {
  const foreign = [18, 22, 26, 30, ...Array.from({ length: 16 }, (_, i) => 34 + 2 * i)];

  it.each(foreign)(
    '(%i bytes) are refused where a backup is taken, which can be taken after that',
    async (length) => {
      const ceremony = newCeremony();
      expect(codeOf(await ceremony.take({ network: network.id, backup: forged({ length }) }))).toBe(
        'share-length',
      );
      expect(codeOf(await write(ceremony))).toBe('ceremony-step');
      expect(codeOf(await ceremony.take({ network: network.id, backup: forged({ length: 16 }) }))).toBe(
        'accepted',
      );
    },
  );

  it('are no rehearsal, and leave the ceremony where it was', async () => {
    const { ceremony, groups, words } = await drawn();
    readBack(ceremony, groups);
    for (const length of foreign) {
      expect(codeOf(await ceremony.rehearse(forged({ length })))).toBe('share-length');
    }
    expect(codeOf(await write(ceremony))).toBe('ceremony-step');
    expect(unwrap(await ceremony.rehearse({ kind: 'words', words })).matches).toBe(true);
    expect(codeOf(await write(ceremony))).toBe('accepted');
  });

  it.each([
    [16, 12],
    [20, 15],
    [24, 18],
    [28, 21],
    [32, 24],
  ])('are others than those of %i bytes, which has %i words', async (length, words) => {
    expect(unwrap(await newCeremony().take({ network: network.id, backup: forged({ length }) })).words).toBe(
      words,
    );
  });
});

describe('shares with an exponent that would take minutes', () => {
  it.each([6, 7, 14, 15])('(%i) are refused at once, taken or rehearsed', async (exponent) => {
    const { ceremony } = await drawn();
    expect(codeOf(await newCeremony().take({ network: network.id, backup: forged({ exponent }) }))).toBe(
      'share-exponent',
    );
    expect(codeOf(await ceremony.rehearse(forged({ exponent })))).toBe('share-exponent');
    const second: Backup = { kind: 'shares', shares: [forgedShare({}), forgedShare({ exponent })] };
    expect(
      codeOf(await newCeremony().take({ network: network.id, backup: second })),
      'whichever of them says so',
    ).toBe('share-exponent');
  });

  it('are others than those with an exponent of 5', async () => {
    expect(codeOf(await newCeremony().take({ network: network.id, backup: forged({ exponent: 5 }) }))).toBe(
      'accepted',
    );
  });
});
