import { verifySignature } from '../chains/iota/pure/transaction-signature.ts';
import type { InputError } from './rpc-error.ts';
import type { Transaction } from './transaction.ts';

/**
 * Checks that exactly the sender signed: one signature, of an Ed25519 key or of a multisig of such keys.
 * @returns null when it did
 */
export function checkSignatures(transaction: Transaction, signatures: readonly string[]): InputError | null {
  const [only] = signatures;
  if (only === undefined || signatures.length !== 1) {
    return refused(`Expect 1 signer signatures but got ${signatures.length}`);
  }
  const signer = verifySignature(transaction.bytes, only);
  if (!signer.ok) return refused(`Signature is not valid: ${signer.message}`);
  if (signer.value !== transaction.sender) {
    return refused(`Required Signature from ${transaction.sender} is absent ["${signer.value}"]`);
  }
  return null;
}

const refused = (message: string): InputError => ({ kind: 'signature', message });
