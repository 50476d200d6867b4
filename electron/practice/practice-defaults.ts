export const DEFAULT_SEED = 'sallyport practice';
export const DEFAULT_CHECKPOINT_MS = 500;
/** A day, as on the real network. */
export const DEFAULT_EPOCH_MS = 86_400_000;
/** The protocol with which a practice network begins: mainnet's of November 2026. */
export const PROTOCOL_VERSION = 39;
