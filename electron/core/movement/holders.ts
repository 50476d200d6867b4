/** Movements that are named as holders of money at most; of the rest only the sum is told. */
export const MOST_HOLDERS = 5;
