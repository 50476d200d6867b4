/**
 * The states of a withdrawal or a sweep. queued: requested, no bytes yet. proposed: bytes built, approvals are
 * collected. approved: the quorum is met. signed: signed bytes stored, acceptance unknown. sent: a node accepted them.
 * final: in a checkpoint. stopped: an approver has stopped it, and its vault has not said yet whether it had signed: it
 * becomes rejected or signed. The other four end it.
 */
export const movementStates = [
  'queued',
  'proposed',
  'approved',
  'signed',
  'sent',
  'final',
  'stopped',
  'failed',
  'rejected',
  'cancelled',
  'expired',
] as const;

export type MovementState = (typeof movementStates)[number];
