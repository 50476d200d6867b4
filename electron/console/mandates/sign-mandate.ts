import type { ErrorCode } from '../../core/error-code.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/** Refusals that are about one movement: the others go on. Any other one would be that of all of them. */
const ofOne: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'proposal-state',
  'proposal-unknown',
  'fee-terms-outdated',
  'fee-above-cap',
  'bytes-expired',
  'request-ended',
  'request-expired',
  'request-duplicate',
  'input-already-signed',
  'approval-voided',
  'funds-insufficient',
]);

/**
 * Signs and sends every approved movement of a mandate, one after the other. Where one is refused the others go on, and its own
 * reason is noted on it; it may be asked again at any time for what is left.
 * @param signOne signs and sends one movement
 * @returns refuses where nothing was signed
 */
export async function signMandate(
  { books }: Pick<Station, 'books'>,
  digest: string,
  signOne: (id: string) => Promise<Result<void>>,
): Promise<Result<void>> {
  const approved = (await books.movements.underMandate(digest)).filter(({ state }) => state === 'approved');
  let signed = 0;
  let first: Refusal | null = null;
  for (const { id } of approved) {
    const done = await signOne(id);
    if (done.ok) signed += 1;
    else {
      first ??= done;
      if (!ofOne.has(done.code)) break;
    }
  }
  if (signed > 0) return ok(undefined);
  return first ?? refuse('proposal-state', 'nothing of this mandate is ready to sign');
}
