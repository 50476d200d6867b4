import { documentDigest } from './documents/tagged-digest.ts';
import type { MetFaults } from './faults.ts';
import { lockedError } from './object-locks.ts';
import { type InputError, inputError } from './rpc-error.ts';
import { objectInputs, parseTransaction } from './transaction.ts';

/** What validators refuse a transaction for because of a fault: its sender is denied, or an object of it is locked. */
export function refusedByFault(met: MetFaults, bytes: Uint8Array): InputError | null {
  const denied = met.get('deniedAddress');
  const locked = met.get('lockedObject');
  if (!denied && !locked) return null;
  const parsed = parseTransaction(bytes);
  if (!parsed.ok) return null;
  const { sender } = parsed.value;
  if (denied && (denied.address === undefined || denied.address === sender)) {
    return inputError(`Transaction is denied: Access to account address ${sender} is temporarily disabled`);
  }
  const names = objectInputs(parsed.value).filter(
    ({ id }) => locked && (locked.object === undefined || locked.object === id),
  );
  if (names.length === 0) return null;
  const other = documentDigest('TransactionData', new TextEncoder().encode(names.map(({ id }) => id).join()));
  return lockedError(new Map([[other, names]]));
}

/** What a node says of a transaction that it has executed, where other signatures of the same keys came before. */
export const finalOtherwise: InputError = {
  kind: 'final',
  message: 'The transaction is already finalized but with different user signatures',
};
