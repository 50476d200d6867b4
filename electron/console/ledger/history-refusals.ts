import { type Refusal, refuse } from '../../core/result.ts';

/** What was proven is not continued on a node's word. */
export const unproven = (sequence: bigint): Refusal =>
  refuse('node-unproven', `expected checkpoint ${sequence} with what proves it, as those before it`);

/** Validators have certified another history than the one that was taken in. */
export const twoHistories = (sequence: bigint, digest: string): Refusal =>
  refuse('histories-two', `certified, and not on checkpoint ${sequence} of digest ${digest}`);

/** A node's word of another history than the one that was taken in. */
export function otherHistory(sequence: bigint, digest: string): Refusal {
  return refuse('node-other-history', `expected the history with checkpoint ${sequence} of digest ${digest}`);
}
