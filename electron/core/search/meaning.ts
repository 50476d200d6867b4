import type { Asset } from '../asset.ts';
import type { DateWords } from './dates.ts';

/** What one word of a search may mean besides text that a row has: a row is found by any of these. */
export interface TermMeaning {
  /** Officers of that name; null among them: the station. */
  readonly officers: readonly (string | null)[];
  readonly vaults: readonly string[];
  /** Addresses by which vaults of that name receive. */
  readonly recipients: readonly string[];
  /** Kinds of journal entries that are told in that word. */
  readonly kinds: readonly string[];
  /** Kinds of journal entries whose line names the vault. */
  readonly namingVault: readonly string[];
  /** Amounts that begin with these digits: base units from `from` on, before `to`. Null: it is no amount. */
  readonly units: UnitSpan | null;
}

export interface UnitSpan {
  readonly from: bigint;
  readonly to: bigint;
}

/** What a search means: one meaning a term, in the order of the terms, and the dates in them. */
export interface SearchMeaning {
  readonly terms: readonly TermMeaning[];
  readonly dates: readonly DateWords[];
}

/** The amounts that are written like a term: `12` is 12 and 12.75, `12.5` is 12.50 and 12.512. Null for no number. */
export function unitsLike(term: string, { decimals }: Pick<Asset, 'decimals'>): UnitSpan | null {
  const match = /^(\d{1,19})(?:\.(\d*))?$/.exec(term);
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) return null;
  const step = 10n ** BigInt(decimals - fraction.length);
  const from = BigInt(`${whole}${fraction}`) * step;
  return { from, to: from + step };
}
