import type { Movement } from '../../books/rows.ts';
import { checkMandate } from '../../core/mandate/check-mandate.ts';
import { mandateDigest, type SignedMandate } from '../../core/mandate/mandate.ts';
import type { MovementState } from '../../core/movement/movement-state.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { Station } from '../station.ts';

/**
 * The mandate that a movement is part of, as the digest in its row names it; null for a movement that is approved by itself.
 * Refuses `books-differ` where the table has another one.
 */
export async function mandateOf(
  { books }: Pick<Station, 'books'>,
  { mandate: digest }: Pick<Movement, 'mandate'>,
): Promise<Result<SignedMandate | null>> {
  if (digest === null) return ok(null);
  const mandate = await books.movements.mandate(digest);
  return mandate && mandateDigest(mandate.statement) === digest
    ? ok(mandate)
    : refuse('books-differ', `expected the mandate ${digest}, the table has ${mandate ? 'another' : 'none'}`);
}

/** Refuses a mandate that no vault would take now: see `checkMandate`, and `mandate-expired`. */
export function requireLiving(
  {
    policy,
    effects,
  }: {
    readonly policy: Pick<Station['policy'], 'present'>;
    readonly effects: Pick<Station['effects'], 'now'>;
  },
  mandate: SignedMandate,
): Result<void> {
  const checked = checkMandate(mandate, policy.present(), verifySignature);
  if (!checked.ok) return checked;
  const { expiresAt } = mandate.statement;
  return expiresAt > effects.now()
    ? ok(undefined)
    : refuse('mandate-expired', `the mandate ended at ${new Date(expiresAt).toISOString()}`);
}

/** Movements that are not at their end. */
export const openStates: ReadonlySet<MovementState> = new Set<MovementState>([
  'queued',
  'proposed',
  'approved',
  'signed',
  'sent',
  'stopped',
]);
