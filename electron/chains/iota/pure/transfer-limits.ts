/** The protocol's `max_tx_size_bytes`. */
export const MAX_TRANSACTION_LENGTH = 131_072;

/** The protocol refuses 256 gas coins and more (`max_gas_payment_objects`). */
export const MAX_GAS_COINS = 255;

/** The protocol refuses 512 arguments in one command and more; the SDK does not look. 500 leaves room. */
export const MAX_PAYMENTS = 500;
