import { objectDigest, parseDigest } from '../../electron/chains/iota/pure/ledger/digests.ts';
import { decodeEffects } from '../../electron/chains/iota/pure/ledger/effects.ts';
import { decodeSummary } from '../../electron/chains/iota/pure/ledger/summary.ts';
import { proveObject } from '../../electron/chains/iota/pure/proof/holdings.ts';
import { leap } from '../../electron/chains/iota/pure/proof/light-client.ts';
import { advance, proveContents } from '../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtClosing, beginAtGenesis } from '../../electron/chains/iota/pure/proof/trust-root.ts';
import type { Result } from '../../electron/core/result.ts';
import { certifiedTransfer, checkpointParts } from '../support/certified-samples.ts';
import { must } from '../support/must.ts';
import type { BenchRow } from './measure.ts';

/** Flips each bit of what official software certified, once, and counts what was taken all the same. */
export function flipEveryBit(): BenchRow {
  const transfer = certifiedTransfer();
  const genesis = new Uint8Array(32);
  const start = must(beginAtGenesis(genesis, { epoch: 0n, members: transfer.committeeEpoch0 }));
  const { summaryBcs, aggregatedSignatureBcs } = transfer.epochClose;
  const { client } = must(leap(start, [{ summary: summaryBcs, certificate: aggregatedSignatureBcs }], null));
  const whole = {
    summary: transfer.certified.summaryBcs,
    certificate: transfer.certified.aggregatedSignatureBcs,
    contents: transfer.contentsBcs,
    effects: [transfer.effects.bytes],
  };
  const root = must(parseDigest(checkpointParts('788').certified.digest));
  const after = must(decodeEffects(transfer.effects.bytes)).changed[1]?.after;
  if (after?.kind !== 'object' || after.owner.kind !== 'address') throw new Error('expected a paid coin');
  const [, paid] = transfer.outputObjects;
  if (!paid) throw new Error('expected a paid coin');
  const named = {
    id: `0x${'22'.repeat(32)}`,
    version: 6n,
    digest: objectDigest(paid.bytes),
    owner: after.owner.address,
  };
  must(advance(client, [whole]));
  const summary = must(decodeSummary(whole.summary));
  must(proveObject(named, paid.bytes));
  const parts: readonly (readonly [string, Uint8Array, (flipped: Uint8Array) => Result<unknown>])[] = [
    ['summary', whole.summary, (summary) => advance(client, [{ ...whole, summary }])],
    ['certificate', whole.certificate, (certificate) => advance(client, [{ ...whole, certificate }])],
    ['contents', whole.contents, (contents) => proveContents({ summary }, { ...whole, contents })],
    [
      'effects',
      transfer.effects.bytes,
      (effects) => proveContents({ summary }, { ...whole, effects: [effects] }),
    ],
    [
      'trusted summary',
      checkpointParts('788').certified.summaryBcs,
      (bytes) => beginAtClosing(genesis, root, bytes),
    ],
    ['object', paid.bytes, (bytes) => proveObject(named, bytes)],
  ];
  let flips = 0;
  const taken: string[] = [];
  for (const [name, bytes, check] of parts) {
    for (let bit = 0; bit < bytes.length * 8; bit++, flips++) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      if (check(flipped).ok) taken.push(`${name} ${bit}`);
    }
  }
  return {
    what: `Every bit of ${parts.map(([name]) => name).join(', ')} flipped, one at a time: ${flips} flips`,
    measured: taken.length === 0 ? 'all refused' : `taken: ${taken.join(', ')}`,
    target: 'none taken',
    measures: [{ name: 'proofs.flips-taken', value: taken.length, unit: 'count', target: { atMost: 0 } }],
  };
}
