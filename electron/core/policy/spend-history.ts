/** A payment that a rule let pass. */
export interface Spend {
  readonly ruleId: string;
  /** When it was signed, milliseconds. */
  readonly at: number;
  /** Base units. */
  readonly units: bigint;
}

/** What a rule let pass: base units, and how many payments. */
export interface Spent {
  readonly units: bigint;
  readonly count: number;
}

/** What rules let pass before. */
export interface Spends {
  /** All that a rule let pass after a time (milliseconds); what is dated in the future counts too. */
  after(ruleId: string, start: number): Spent;
}

const NOTHING: Spent = { units: 0n, count: 0 };

/** The spends of one rule by time; `sums[i]` is what the first `i` of them add up to. */
interface Row {
  readonly times: number[];
  readonly sums: bigint[];
}

/**
 * Spends by rule, each with the sum of all before it: a window of any length, at any time, is two look-ups by bisection.
 * A spend that is later than all others is added at once; an earlier one moves those behind it.
 */
export class SpendHistory implements Spends {
  readonly #rows = new Map<string, Row>();

  constructor(spends: Iterable<Spend> = []) {
    for (const spend of spends) this.add(spend);
  }

  add({ ruleId, at, units }: Spend): void {
    let row = this.#rows.get(ruleId);
    if (!row) {
      row = { times: [], sums: [0n] };
      this.#rows.set(ruleId, row);
    }
    const { times, sums } = row;
    const place = firstAfter(times, at);
    if (place === times.length) {
      times.push(at);
      sums.push((sums[place] ?? 0n) + units);
      return;
    }
    times.splice(place, 0, at);
    sums.splice(place + 1, 0, sums[place] ?? 0n);
    for (let i = place + 1; i < sums.length; i++) sums[i] = (sums[i] ?? 0n) + units;
  }

  after(ruleId: string, start: number): Spent {
    const row = this.#rows.get(ruleId);
    if (!row) return NOTHING;
    const { times, sums } = row;
    const first = firstAfter(times, start);
    return { units: (sums[times.length] ?? 0n) - (sums[first] ?? 0n), count: times.length - first };
  }
}

/** The place of the first time that is later than a start. */
function firstAfter(times: readonly number[], start: number): number {
  let [low, high] = [0, times.length];
  // Nearly always it is the end.
  if ((times[high - 1] ?? Number.NEGATIVE_INFINITY) <= start) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * What rules let pass, without some of it: payments that are asked for again.
 * @param more how many payments the one that is asked for is beside the first
 */
export const spendsWithout = (spends: Spends, without: readonly Spend[], more = 0): Spends => ({
  after(ruleId, start) {
    const { units, count } = spends.after(ruleId, start);
    const own = without.filter((spend) => spend.ruleId === ruleId && spend.at > start && spend.units > 0n);
    return {
      units: own.reduce((sum, spend) => sum - spend.units, units),
      count: count - own.length + more,
    };
  },
});
