/** Addresses of an account that are derived ahead, so that a locked vault can still give out deposit addresses. */
export const ADDRESSES_AHEAD = 20;
