import { describe, expect, it } from 'vitest';
import { decodeCheckpointData } from '../../../../../electron/chains/iota/pure/ledger/checkpoint-data.ts';
import { checkpointFile, checkpointParts } from '../../../../support/certified-samples.ts';
import { must } from '../../../../support/must.ts';

describe.each(['528', '788'] as const)('the official checkpoint file %s', (name) => {
  const whole = checkpointFile(name);

  it('is cut as official software cuts it', () => {
    const { certified, contentsBcs, transactions } = checkpointParts(name);
    expect(must(decodeCheckpointData(whole))).toEqual({
      summary: certified.summaryBcs,
      certificate: certified.aggregatedSignatureBcs,
      contents: contentsBcs,
      transactions: transactions.map(({ transactionBcs, effectsBcs, inputObjects, outputObjects }) => ({
        transaction: transactionBcs,
        effects: effectsBcs,
        objects: [...inputObjects, ...outputObjects].map(({ bcs }) => bcs),
      })),
    });
  });

  it('is refused cut short anywhere, or with a byte more', () => {
    for (let length = 0; length < whole.length; length += 61)
      expect(decodeCheckpointData(whole.subarray(0, length))).toMatchObject({ code: 'proof-malformed' });
    expect(decodeCheckpointData(Uint8Array.from([...whole, 0]))).toMatchObject({ code: 'proof-malformed' });
  });

  it('never throws, whatever bit is flipped', () => {
    for (let at = 0; at < whole.length; at += 97) {
      const flipped = Uint8Array.from(whole);
      flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
      const read = decodeCheckpointData(flipped);
      if (!read.ok) expect(['proof-malformed', 'certificate-signer-twice']).toContain(read.code);
    }
  });
});
