import type { BcsReader } from '../bcs-reader.ts';
import type { BcsWriter } from '../bcs-writer.ts';

/** A BLS12-381 public key in G2, compressed. */
export const MEMBER_KEY_LENGTH = 96;

/** The protocol admits 100; a committee of more is refused before its keys are decoded. */
export const MAX_MEMBERS = 1000;

const MEMBER_SIZE = 1 + MEMBER_KEY_LENGTH + 8;

export interface CommitteeMember {
  readonly publicKey: Uint8Array;
  /** Voting weight; mainnet's sum is 10 000. */
  readonly stake: bigint;
}

/** Who certifies the checkpoints of one epoch, in the order that the closing checkpoint before it gives. */
export interface Committee {
  readonly epoch: bigint;
  readonly members: readonly CommitteeMember[];
}

/** Keys are copies: a committee is kept longer than the answer that it came in. */
export function readMembers(reader: BcsReader): readonly CommitteeMember[] {
  return reader.list(MEMBER_SIZE, (each) => ({
    publicKey: each.vector(MEMBER_KEY_LENGTH).slice(),
    stake: each.u64(),
  }));
}

/** @throws RangeError for a key of another length */
export function writeMembers(writer: BcsWriter, members: readonly CommitteeMember[]): void {
  writer.list(members, (to, { publicKey, stake }) => {
    if (publicKey.length !== MEMBER_KEY_LENGTH)
      throw new RangeError(`expected a key of 96 bytes, got ${publicKey.length}`);
    to.vector(publicKey).u64(stake);
  });
}
