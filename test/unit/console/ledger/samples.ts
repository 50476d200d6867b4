import type { Checkpoint, LedgerTransaction } from '../../../../electron/chains/line.ts';
import { customer, ownAddress, strangerAddress, toyInput } from '../../../support/toy-chain/toy-samples.ts';

/** An own address, and one of nobody here. */
export const own = ownAddress(0);
export const stranger = strangerAddress;
/** What the own address has. */
export const held = toyInput(1);

/** What one address pays out or gets. */
export const change = (owner: string, units: bigint) => ({ owner, units });

/** A transaction by which the stranger pays 5 units to the own address. */
export const deposit = (id: string, changes: Partial<LedgerTransaction> = {}): LedgerTransaction => ({
  id,
  payers: [stranger],
  succeeded: true,
  error: null,
  checkpoint: 0n,
  timestamp: 0,
  changes: [change(stranger, -6n), change(own, 5n)],
  feePaid: 1n,
  ...changes,
});

/** A transaction by which the own address pays 5 units to a customer. */
export const payment = (id: string, changes: Partial<LedgerTransaction> = {}): LedgerTransaction =>
  deposit(id, { payers: [own], changes: [change(own, -6n), change(customer, 5n)], ...changes });

export const checkpoint = (sequence: number, ...transactions: readonly LedgerTransaction[]): Checkpoint => ({
  sequence: BigInt(sequence),
  digest: `checkpoint ${sequence}`,
  previous: sequence === 0 ? null : `checkpoint ${sequence - 1}`,
  timestamp: sequence,
  transactions,
});
