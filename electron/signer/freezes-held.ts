/** Freezes of a vault, by their digests: those in force, and those that were lifted and are never in force again. */
export interface Freezes {
  readonly frozen: readonly string[];
  readonly lifted: readonly string[];
}

export const noFreezes: Freezes = { frozen: [], lifted: [] };
