import * as v from 'valibot';

/** What is counted: its id on its chain, the word beside an amount, and how many decimals that word has. */
export interface Asset {
  readonly id: string;
  readonly unit: string;
  /** 0 to 18. */
  readonly decimals: number;
}

export const assetIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9.:-]{1,40}$/, 'expected an asset of 1 to 40 letters, digits, dots, colons and hyphens'),
);
