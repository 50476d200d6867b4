/** Nanos in one IOTA (9 decimals; the retired Stardust network had 6). */
export const NANOS_PER_IOTA = 1_000_000_000n;
