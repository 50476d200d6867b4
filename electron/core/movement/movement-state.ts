/**
 * The states of a withdrawal or a sweep. queued: requested, no bytes yet. proposed: bytes built, approvals are
 * collected. approved: the quorum is met. signed: signed bytes stored, acceptance unknown. sent: a node accepted them.
 * final: in a checkpoint. The other four end it.
 */
export const movementStates = [
  'queued',
  'proposed',
  'approved',
  'signed',
  'sent',
  'final',
  'failed',
  'rejected',
  'cancelled',
  'expired',
] as const;

export type MovementState = (typeof movementStates)[number];
