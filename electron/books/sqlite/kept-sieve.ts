import { GrowingSieve } from '../../core/address-sieve.ts';
import type { OwnSieve } from '../rows.ts';
import { int, type Sql, str } from './sql.ts';

/** Rows of one reading: some hundredths of a second. */
const PAGE = 20_000;

/** A sieve of every row of the table of addresses, kept in memory from one reading to the next: each row is read once. */
export class KeptSieve {
  readonly #sql: Sql;
  readonly #page: number;
  #sieve = new GrowingSieve();
  /** The newest row that is in it. */
  #last = 0;

  /** @param page rows of one reading */
  constructor(sql: Sql, page = PAGE) {
    this.#sql = sql;
    this.#page = page;
  }

  /** Rows are only added, but where tables are put in their place: then {@link forget}. */
  read(): OwnSieve {
    const rows = this.#sql.all(
      'SELECT row, address FROM addresses WHERE row > ? ORDER BY row LIMIT ?',
      this.#last,
      this.#page,
    );
    for (const { row, address } of rows) {
      this.#sieve.add(str(address));
      this.#last = int(row);
    }
    return { memory: this.#sieve.memory, isWhole: rows.length < this.#page };
  }

  forget(): void {
    this.#sieve = new GrowingSieve();
    this.#last = 0;
  }
}
