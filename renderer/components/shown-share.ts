/** How full a bar is when its estimate is reached; it fills ever more slowly and never claims the end. */
const AT_ESTIMATE = 0.9;

/**
 * How far a work that tells nothing of itself may have come.
 * @param share elapsed time in parts of the estimate, 0 or more
 * @returns 0 to below 1, growing
 */
export const shownShare = (share: number): number => 1 - (1 - AT_ESTIMATE) ** share;
