/** The protocol's `max_tx_size_bytes`. */
export const MAX_TRANSACTION_LENGTH = 131_072;

/**
 * The protocol refuses 256 gas coins and more (`max_gas_payment_objects`). All inputs that are objects are gas coins here, so its
 * 2048 inputs (`max_input_objects`) are never reached.
 */
export const MAX_GAS_COINS = 255;

/**
 * The protocol refuses 512 arguments in one command and more, and 1024 commands and more; the SDK does not look. Each payment is an
 * argument of SplitCoins and a command. 500 leaves room.
 */
export const MAX_PAYMENTS = 500;
