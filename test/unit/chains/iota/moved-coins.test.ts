import { describe, expect, it } from 'vitest';
import { coinKey, evidenceOfCoin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinObjectBytes } from '../../../../electron/chains/iota/pure/coin-object.ts';
import { movedBytes, movedInputs } from '../../../../electron/chains/iota/pure/moved-coins.ts';
import { fc } from '../../../support/fast-check.ts';
import { must } from '../../../support/must.ts';
import { coin } from '../../../support/signer-fixture.ts';
import { expectRefusal } from './samples.ts';

const [one, two, three] = [coin(1), coin(2), coin(3)];
const bytes = movedBytes([coinObjectBytes(one)], [coinObjectBytes(two), coinObjectBytes(three)]);

describe('the coins of a proven transaction', () => {
  it('are read as they were written', () => {
    expect(must(movedInputs(bytes))).toEqual({
      consumed: [{ key: coinKey(one), owner: one.owner }],
      created: [two, three].map(evidenceOfCoin),
    });
    expect(must(movedInputs(movedBytes([], [])))).toEqual({ consumed: [], created: [] });
  });

  it('are refused where bytes are missing, too many, or of something else', () => {
    for (let length = 0; length < bytes.length; length++) {
      const isWhole = length > 4 && (length - 4) % coinObjectBytes(one).length === 0;
      expect(movedInputs(bytes.subarray(0, length)).ok, `${length} bytes`).toBe(isWhole);
    }
    expectRefusal(movedInputs(Uint8Array.from([...bytes, 0])), 'proof-malformed');
    expectRefusal(movedInputs(Uint8Array.of(4, 0, 0, 0)), 'proof-malformed');
    expectRefusal(movedInputs(bytes.map((byte, at) => (at === 4 ? 1 : byte))), 'proof-malformed');
  });

  it('of more than the books can hold are refused, and of nothing are taken', () => {
    const worth = (balance: string) => movedInputs(movedBytes([], [coinObjectBytes(coin(1, { balance }))]));
    expect(must(worth('0')).created).toHaveLength(1);
    expect(must(worth(`${2n ** 63n - 1n}`)).created).toHaveLength(1);
    expectRefusal(worth(`${2n ** 63n}`), 'proof-malformed');
  });

  it('never throw, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        expect(typeof movedInputs(bytes.map((byte, place) => (place === at ? value : byte))).ok).toBe(
          'boolean',
        );
      }),
    );
  });
});
