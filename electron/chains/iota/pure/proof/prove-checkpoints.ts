import { ok, type Result, refuse } from '../../../../core/result.ts';
import { decodeContents } from '../ledger/contents.ts';
import {
  contentsDigest,
  digestText,
  effectsDigest,
  type LedgerDigest,
  sameDigest,
} from '../ledger/digests.ts';
import { decodeEffects, type TransactionEffects } from '../ledger/effects.ts';
import {
  advanceSummaries,
  type LightClient,
  type OfferedSummary,
  type ProvenSummary,
} from './light-client.ts';
import type { CertifiedWeight } from './verify-certificate.ts';

/** A checkpoint as a node gives it; all bytes are BCS without envelope. */
export interface OfferedCheckpoint extends OfferedSummary {
  readonly contents: Uint8Array;
  /** Of each transaction, in the order of the contents. */
  readonly effects: readonly Uint8Array[];
}

/** What a certified transaction did. */
export interface ProvenTransaction {
  readonly digest: LedgerDigest;
  readonly effects: TransactionEffects;
  readonly signatures: readonly Uint8Array[];
}

export interface ProvenCheckpoint extends ProvenSummary {
  readonly transactions: readonly ProvenTransaction[];
}

/**
 * Proves whole checkpoints: none of their transactions is left out, none is added, and the effects of each are what was
 * certified. Nothing of a batch is proven unless all of it is.
 * @param isWanted which of its transactions a checkpoint is given with, by what they did: the others are proven all the same, and
 * forgotten
 * @returns the codes of `advanceSummaries` and {@link proveContents}
 */
export function advance(
  client: LightClient,
  offered: readonly OfferedCheckpoint[],
  isWanted: (effects: TransactionEffects) => boolean = () => true,
): Result<{
  readonly client: LightClient;
  readonly checkpoints: readonly ProvenCheckpoint[];
  readonly weight: CertifiedWeight;
}> {
  const advanced = advanceSummaries(client, offered);
  if (!advanced.ok) return advanced;
  const checkpoints: ProvenCheckpoint[] = [];
  for (const [index, proven] of advanced.value.summaries.entries()) {
    const transactions = proveContents(proven, offered[index] as OfferedCheckpoint);
    if (!transactions.ok) return transactions;
    const wanted = transactions.value.filter(({ effects }) => isWanted(effects));
    checkpoints.push({ ...proven, transactions: wanted });
  }
  return ok({ client: advanced.value.client, checkpoints, weight: advanced.value.weight });
}

/**
 * The transactions of a checkpoint whose summary is proven.
 * @returns `contents-foreign`, `effects-missing` (fewer than the contents name), `effects-foreign` (others, or more), or
 * `proof-malformed`
 */
export function proveContents(
  { summary }: Pick<ProvenSummary, 'summary'>,
  offered: Pick<OfferedCheckpoint, 'contents' | 'effects'>,
): Result<readonly ProvenTransaction[]> {
  const { sequence } = summary;
  if (!sameDigest(contentsDigest(offered.contents), summary.contents))
    return refuse(
      'contents-foreign',
      `expected contents ${digestText(summary.contents)} of checkpoint ${sequence}`,
    );
  const contents = decodeContents(offered.contents);
  if (!contents.ok) return contents;
  const [count, got] = [contents.value.length, offered.effects.length];
  if (got < count) return refuse('effects-missing', `expected ${count} effects in ${sequence}, got ${got}`);
  if (got > count) return refuse('effects-foreign', `expected ${count} effects in ${sequence}, got ${got}`);
  const proven: ProvenTransaction[] = [];
  for (const [index, { transaction, effects: named, signatures }] of contents.value.entries()) {
    const effects = proveEffects(named, transaction, offered.effects[index] as Uint8Array);
    if (!effects.ok) return effects;
    proven.push({ digest: transaction, effects: effects.value, signatures });
  }
  return ok(proven);
}

/** Effects by their digest in proven contents; refuses `effects-foreign` and `proof-malformed`. */
export function proveEffects(
  named: LedgerDigest,
  transaction: LedgerDigest,
  bytes: Uint8Array,
): Result<TransactionEffects> {
  if (!sameDigest(effectsDigest(bytes), named))
    return refuse('effects-foreign', `expected effects ${digestText(named)}, got others`);
  const effects = decodeEffects(bytes);
  if (!effects.ok) return effects;
  return sameDigest(effects.value.transaction, transaction)
    ? effects
    : refuse('effects-foreign', `expected effects of ${digestText(transaction)}, got another's`);
}
