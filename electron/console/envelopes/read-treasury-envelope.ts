import type { Chain } from '../../chains/chain.ts';
import type { ProofWork } from '../../chains/proof-work.ts';
import { checkEnvelope } from '../../core/envelope/check-envelope.ts';
import type { Envelope } from '../../core/envelope/envelope.ts';
import { checkTreasury, type Treasury } from '../../core/envelope/kinds/treasury.ts';
import type { NetworkId } from '../../core/network-id.ts';
import type { KnownPolicy, Policy } from '../../core/policy/policy.ts';
import { newestOf, standingAt } from '../../core/policy/standing.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { newCommittees } from './committees.ts';
import { readPacked } from './read-packed.ts';

/** Finds a chain by its network; refuses `chain-unknown`. */
export type FindChain = (network: NetworkId) => Result<Chain>;

/** A treasury as its envelope tells it to a station that knows none. */
export interface TreasuryTold {
  readonly envelope: Envelope;
  readonly contents: Treasury;
  /** Verified from the first one on. */
  readonly policies: readonly KnownPolicy[];
  /** The version that is in force now. */
  readonly inForce: Policy;
  /** Who certifies the ledger, verified from the trust root of the newest policy on; base64, oldest first. */
  readonly committees: readonly string[];
}

/**
 * Reads a treasury envelope at a station that knows no treasury yet: that it is whole, signed by the station that it names, and
 * that its policies follow on each other. Whose treasury it is, people say, who compare the digest.
 * @param place.now milliseconds
 * @returns refuses as unpacking, reading, `checkEnvelope`, `checkTreasury` and `newCommittees` do: `envelope-treasury-first` for any
 * other kind, `chain-unknown`
 */
export async function readTreasuryEnvelope(
  file: Uint8Array,
  { chainOf, proofs, now }: { readonly chainOf: FindChain; readonly proofs: ProofWork; readonly now: number },
): Promise<Result<TreasuryTold>> {
  // People chose it, and know no station yet.
  const read = await readPacked(file, () => true, proofs);
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
  const taken = checkTreasury(statement.contents, statement, { known: [], now, verify: verifySignature });
  if (!taken.ok) return taken;
  const { policies, standing } = taken.value;
  const chain = chainOf(statement.network.id);
  if (!chain.ok) return chain;
  const { contents } = statement;
  const proving = { chain: chain.value, proofs };
  const committees = await newCommittees(proving, newestOf(standing), { known: [], ends: contents.epochs });
  return committees.ok
    ? ok({
        envelope,
        contents,
        policies,
        inForce: standingAt(standing, now).inForce,
        committees: committees.value,
      })
    : committees;
}
