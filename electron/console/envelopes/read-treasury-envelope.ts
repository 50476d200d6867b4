import { checkEnvelope } from '../../core/envelope/check-envelope.ts';
import type { Envelope } from '../../core/envelope/envelope.ts';
import { checkTreasury, type Treasury } from '../../core/envelope/kinds/treasury.ts';
import type { SignedPolicy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { readPacked } from './read-packed.ts';

/** A treasury as its envelope tells it to a station that knows none. */
export interface TreasuryTold {
  readonly envelope: Envelope;
  readonly contents: Treasury;
  /** Verified from the first one on. */
  readonly policies: readonly SignedPolicy[];
}

/**
 * Reads a treasury envelope at a station that knows no treasury yet: that it is whole, signed by the station that it names, and
 * that its policies follow on each other. Whose treasury it is, people say, who compare the digest.
 * @param now milliseconds
 * @returns refuses as unpacking, reading, `checkEnvelope` and `checkTreasury` do: `envelope-treasury-first` for any other kind
 */
export async function readTreasuryEnvelope(file: Uint8Array, now: number): Promise<Result<TreasuryTold>> {
  // People chose it, and know no station yet.
  const read = await readPacked(file, () => true);
  if (!read.ok) return read;
  const envelope = read.value;
  const sender = checkEnvelope(envelope, {
    now,
    treasury: null,
    own: { stationId: '', stationKey: '', seq: 0 },
    stations: [],
    entryHash: () => null,
    mark: () => null,
    verify: verifySignature,
  });
  if (!sender.ok) return sender;
  const { statement } = envelope;
  if (statement.kind !== 'treasury') {
    return refuse(
      'envelope-treasury-first',
      `expected a treasury envelope, got one of kind ${statement.kind}`,
    );
  }
  const policies = checkTreasury(statement.contents, statement, { known: [], verify: verifySignature });
  return policies.ok ? ok({ envelope, contents: statement.contents, policies: policies.value }) : policies;
}
