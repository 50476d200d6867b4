import type { Spend, Spends, Spent } from '../core/policy/spend-history.ts';

const FIRST_LENGTH = 64;

/**
 * The spends of one rule by time, with the sum of those after the last start that was asked for. The start moves with
 * the clock, so that a question costs as many steps as spends have left the window since the one before.
 */
class RuleSpends {
  #times = new Float64Array(FIRST_LENGTH);
  #units = new BigUint64Array(FIRST_LENGTH);
  #length = 0;
  /** What lies before was forgotten. */
  #first = 0;
  /** What lies from here on is in the sum. */
  #from = 0;
  #sum = 0n;

  add(at: number, units: bigint): void {
    if (this.#length === this.#times.length) this.#grow();
    let place = this.#length;
    while (place > this.#first && (this.#times[place - 1] ?? 0) > at) place -= 1;
    this.#times.copyWithin(place + 1, place, this.#length);
    this.#units.copyWithin(place + 1, place, this.#length);
    this.#times[place] = at;
    this.#units[place] = units;
    this.#length += 1;
    // What comes last while nothing is in the sum stays out of it, until somebody asks for it.
    if (place < this.#from || this.#from === this.#length - 1) this.#from += 1;
    else this.#sum += units;
  }

  /** Forgets the oldest one. */
  dropOldest(): void {
    if (this.#from === this.#first) {
      this.#sum -= this.#units[this.#first] ?? 0n;
      this.#from += 1;
    }
    this.#first += 1;
  }

  /** Gives every later spend this time; they stay in their order, and `after` finds its start anew. */
  redate(at: number): void {
    for (let i = this.#length - 1; i >= this.#first && (this.#times[i] ?? 0) > at; i--) this.#times[i] = at;
  }

  /** All spends after a time: their sum, and how many. */
  after(start: number): Spent {
    while (this.#from < this.#length && (this.#times[this.#from] ?? 0) <= start) {
      this.#sum -= this.#units[this.#from] ?? 0n;
      this.#from += 1;
    }
    while (this.#from > this.#first && (this.#times[this.#from - 1] ?? 0) > start) {
      this.#from -= 1;
      this.#sum += this.#units[this.#from] ?? 0n;
    }
    return { units: this.#sum, count: this.#length - this.#from };
  }

  #grow(): void {
    const [times, units] = [this.#times, this.#units];
    this.#times = new Float64Array(times.length * 2);
    this.#units = new BigUint64Array(units.length * 2);
    this.#times.set(times);
    this.#units.set(units);
  }
}

/** What each rule let pass, so that no window is summed anew at each signature. */
export class SpendWindows implements Spends {
  readonly #rules = new Map<string, RuleSpends>();

  add({ ruleId, at, units }: Spend): void {
    let spends = this.#rules.get(ruleId);
    if (!spends) {
      spends = new RuleSpends();
      this.#rules.set(ruleId, spends);
    }
    spends.add(at, units);
  }

  /** Forgets the oldest spend of a rule. */
  dropOldest(ruleId: string): void {
    this.#rules.get(ruleId)?.dropOldest();
  }

  /** Gives every spend that is dated later than a time this time. */
  redate(at: number): void {
    for (const spends of this.#rules.values()) spends.redate(at);
  }

  after(ruleId: string, start: number): Spent {
    return this.#rules.get(ruleId)?.after(start) ?? { units: 0n, count: 0 };
  }
}
