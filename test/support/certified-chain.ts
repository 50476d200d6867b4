import { type CheckpointContents, encodeContents } from '../../electron/chains/iota/pure/ledger/contents.ts';
import {
  contentsDigest,
  effectsDigest,
  type LedgerDigest,
  summaryDigest,
} from '../../electron/chains/iota/pure/ledger/digests.ts';
import { encodeEffects, type TransactionEffects } from '../../electron/chains/iota/pure/ledger/effects.ts';
import { NO_GAS } from '../../electron/chains/iota/pure/ledger/gas-summary.ts';
import { type CheckpointSummary, encodeSummary } from '../../electron/chains/iota/pure/ledger/summary.ts';
import type { OfferedCheckpoint } from '../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { certify, type SigningCommittee } from './signing-committee.ts';

/** Where a chain goes on: before the first checkpoint `previous` is null. */
export interface ChainTip {
  readonly sequence: bigint;
  readonly previous: LedgerDigest | null;
  readonly committee: SigningCommittee;
}

export const emptyEffects = (fill: number, epoch = 0n): TransactionEffects => ({
  failure: null,
  epoch,
  gas: NO_GAS,
  transaction: new Uint8Array(32).fill(fill),
  gasObject: null,
  events: null,
  dependencies: [],
  version: 1n,
  changed: [],
  unchangedShared: [],
  auxiliaryData: null,
});

export const contentsOf = (effects: readonly TransactionEffects[]): CheckpointContents =>
  effects.map((each) => ({
    transaction: each.transaction,
    effects: effectsDigest(encodeEffects(each)),
    signatures: [new Uint8Array(97)],
  }));

/** A certified checkpoint on `tip`, and the tip after it. With `elects` it closes the epoch; all sign it, or `signers`. */
export function addCheckpoint(
  tip: ChainTip,
  effects: readonly TransactionEffects[],
  elects: SigningCommittee | null = null,
  { signers, ...changes }: Partial<CheckpointSummary> & { readonly signers?: readonly number[] } = {},
): { readonly checkpoint: OfferedCheckpoint & { certificate: Uint8Array }; readonly tip: ChainTip } {
  const contents = encodeContents(contentsOf(effects));
  const summary = encodeSummary({
    epoch: tip.committee.committee.epoch,
    sequence: tip.sequence,
    networkTotal: tip.sequence + 1n,
    contents: contentsDigest(contents),
    previous: tip.previous,
    gas: NO_GAS,
    timestamp: 1_700_000_000_000n + tip.sequence * 250n,
    commitments: [],
    endOfEpoch: elects && {
      nextCommittee: elects.committee.members,
      nextProtocolVersion: 39n,
      commitments: [new Uint8Array(32).fill(1)],
      supplyChange: -5n,
    },
    versionSpecific: new Uint8Array(2),
    ...changes,
  });
  const checkpoint = {
    summary,
    contents,
    effects: effects.map(encodeEffects),
    certificate: certify(tip.committee, summary, signers),
  };
  const next = {
    sequence: tip.sequence + 1n,
    previous: summaryDigest(summary),
    committee: elects ?? tip.committee,
  };
  return { checkpoint, tip: next };
}
