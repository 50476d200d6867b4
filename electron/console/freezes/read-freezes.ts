import { checkFreeze, checkLift, concerns, type Freeze, freezeDigest } from '../../core/freeze/freeze.ts';
import { documentOf } from '../../core/journal/documents.ts';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import { type Policy, policyDigest } from '../../core/policy/policy.ts';
import { type Refusal, refuse } from '../../core/result.ts';
import type { PolicyReference } from '../../core/statement.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { believedEntry } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';

/** A freeze that the journal tells of. */
export interface KnownFreeze {
  /** Digest of what its officer signed: its name. */
  readonly digest: string;
  readonly freeze: Freeze;
  /** Two officers have lifted it. */
  readonly lifted: boolean;
}

export type FreezeParts = Pick<Station, 'treasury' | 'hold'> & {
  readonly books: Pick<Station['books'], 'journal'>;
};

/**
 * Every freeze that the journal tells of, oldest first, by what officers signed and never by a table. A lift that is not signed as its
 * policy asks lifts nothing.
 */
export async function readFreezes({ treasury, books, hold }: FreezeParts): Promise<readonly KnownFreeze[]> {
  const rows = await books.journal.freezes();
  if (rows.length === 0) return [];
  const signers = entrySigners({ treasury, hold });
  const policies = treasury.file().policies.map(({ policy }) => policy);
  const known = new Map<string, KnownFreeze>();
  for (const { seq, json } of rows) {
    const entry = believedEntry(json, seq, signers);
    if (entry?.kind === 'vault-frozen') takeFreeze(entry, policies, known);
    else if (entry?.kind === 'freeze-lifted') takeLift(entry, policies, known);
  }
  return [...known.values()];
}

function takeFreeze(
  { documents }: TypedEntry,
  policies: readonly Policy[],
  known: Map<string, KnownFreeze>,
): void {
  const signed = documentOf(documents, 'freeze');
  const policy = signed && named(policies, signed.freeze.policy);
  if (!policy || !checkFreeze(signed, policy, verifySignature).ok) return;
  const digest = freezeDigest(signed.freeze);
  if (!known.has(digest)) known.set(digest, { digest, freeze: signed.freeze, lifted: false });
}

function takeLift(
  { documents }: TypedEntry,
  policies: readonly Policy[],
  known: Map<string, KnownFreeze>,
): void {
  const signed = documentOf(documents, 'freeze-lift');
  const policy = signed && named(policies, signed.lift.policy);
  const frozen = signed && known.get(signed.lift.freeze);
  if (!policy || !frozen || !checkLift(signed, policy, verifySignature).ok) return;
  known.set(frozen.digest, { ...frozen, lifted: true });
}

const named = (policies: readonly Policy[], { version, digest }: PolicyReference): Policy | undefined =>
  policies.find((policy) => policy.version === version && policyDigest(policy) === digest);

/** Refuses `vault-frozen` where a freeze of a vault is in force; null where none is. */
export function whyFrozen(freezes: readonly KnownFreeze[], vaultId: string): Refusal | null {
  return freezes.some(({ freeze, lifted }) => !lifted && concerns(freeze, vaultId))
    ? refuse('vault-frozen', 'an officer has frozen this vault; two officers lift that')
    : null;
}
