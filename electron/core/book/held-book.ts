import * as v from 'valibot';
import { addressSchema, hex32Schema, nameSchema, timeSchema, uuidSchema } from '../schema.ts';

const groupsSchema = v.array(nameSchema);
const usableSchema = v.nullable(timeSchema);

/** What one document of the address book changes, once it was judged. Times are milliseconds. */
export const bookFactSchema = v.variant('what', [
  v.strictObject({
    what: v.literal('entered'),
    id: uuidSchema,
    address: addressSchema,
    digest: hex32Schema,
    groups: groupsSchema,
    by: uuidSchema,
    /** From when on it can be paid, where one person is enough; else null. */
    usableFrom: usableSchema,
  }),
  v.strictObject({
    what: v.literal('verified'),
    id: uuidSchema,
    by: uuidSchema,
    /** From when on it can be paid; null where more people have to verify it. */
    usableFrom: usableSchema,
  }),
  v.strictObject({ what: v.literal('removed'), id: uuidSchema }),
]);
export type BookFact = Readonly<v.InferOutput<typeof bookFactSchema>>;

/** What was entered and not verified by as many as it takes. */
const pendingSchema = v.strictObject({
  digest: hex32Schema,
  groups: groupsSchema,
  /** Who has signed for it, the one who entered it first. */
  people: v.array(uuidSchema),
});
/** What counts of a recipient. */
const trustedSchema = v.strictObject({ digest: hex32Schema, groups: groupsSchema, usableFrom: timeSchema });
const heldEntrySchema = v.strictObject({
  id: uuidSchema,
  address: addressSchema,
  trusted: v.nullable(trustedSchema),
  pending: v.nullable(pendingSchema),
});
export type HeldEntry = Readonly<v.InferOutput<typeof heldEntrySchema>>;

/** The book as a vault's state keeps it. */
export const heldBookSchema = v.strictObject({
  entries: v.array(heldEntrySchema),
  /** Recipients that were removed: they never come back. */
  removed: v.array(uuidSchema),
});
export type BookContent = Readonly<v.InferOutput<typeof heldBookSchema>>;

/** The address book as judged documents have made it. */
export class HeldBook {
  readonly #entries: Map<string, HeldEntry>;
  readonly #byAddress: Map<string, string>;
  readonly #removed: Set<string>;

  constructor({ entries, removed }: BookContent = { entries: [], removed: [] }) {
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.#byAddress = new Map(entries.map(({ id, address }) => [address, id]));
    this.#removed = new Set(removed);
  }

  /** Whether nothing was ever entered. */
  get isEmpty(): boolean {
    return this.#entries.size + this.#removed.size === 0;
  }

  /** All of it, in the order in which it was entered. */
  get content(): BookContent {
    return { entries: [...this.#entries.values()], removed: [...this.#removed] };
  }

  find(id: string): HeldEntry | undefined {
    return this.#entries.get(id);
  }

  /** The recipient that has an address, verified or not. */
  ofAddress(address: string): HeldEntry | undefined {
    return this.#entries.get(this.#byAddress.get(address) ?? '');
  }

  isRemoved(id: string): boolean {
    return this.#removed.has(id);
  }

  entries(): Iterable<HeldEntry> {
    return this.#entries.values();
  }

  /** Takes in what was judged (see `judgeWord`); what it is about must be here. */
  take(fact: BookFact): void {
    const { id } = fact;
    const before = this.#entries.get(id);
    if (fact.what === 'removed') {
      this.#removed.add(id);
      this.#entries.delete(id);
      if (before) this.#byAddress.delete(before.address);
      return;
    }
    if (fact.what === 'entered') {
      const { address, digest, groups, by, usableFrom } = fact;
      const pending = { digest, groups, people: [by] };
      this.#byAddress.set(address, id);
      this.#entries.set(id, settled({ id, address, trusted: before?.trusted ?? null, pending }, usableFrom));
      return;
    }
    if (!before?.pending) throw new RangeError('a verification of nothing that waits');
    const pending = { ...before.pending, people: [...before.pending.people, fact.by] };
    this.#entries.set(id, settled({ ...before, pending }, fact.usableFrom));
  }
}

/** Once enough people have signed for it, what waited takes the place of what counted before. */
function settled(entry: HeldEntry, usableFrom: number | null): HeldEntry {
  if (usableFrom === null || entry.pending === null) return entry;
  const { digest, groups } = entry.pending;
  return { ...entry, trusted: { digest, groups, usableFrom }, pending: null };
}
