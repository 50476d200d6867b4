import type { StatementLine, StatementView } from '../../contract/statements.ts';
import type { Asset } from '../../core/asset.ts';

/** Lines that are printed: beyond that nobody reads paper, and the file of values has them all. */
export const MOST_PRINTED = 1_000;

export interface PrintedStatement {
  readonly treasuryName: string;
  /** Such as `iota:practice`. */
  readonly network: string;
  readonly asset: Pick<Asset, 'unit' | 'decimals'>;
  readonly view: StatementView;
  /** The first ones, at most {@link MOST_PRINTED}. */
  readonly lines: readonly StatementLine[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}
