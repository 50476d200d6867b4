import * as v from 'valibot';
import { MAX_IMPORT_LENGTH } from '../core/book/read-import.ts';
import { addressSchema, hex32Schema, timeSchema, uuidSchema } from '../core/schema.ts';
import {
  acting,
  count,
  none,
  otherFormSchema,
  page,
  pageInput,
  problemSchema,
  text,
  typed,
} from './shared.ts';

/** `waiting`: it was never verified; `cooling`: it was, and can be paid from a later time on. */
const bookStates = ['waiting', 'cooling', 'usable'] as const;
export type BookState = (typeof bookStates)[number];

const row = {
  id: uuidSchema,
  name: text,
  /** Null until it is verified: whoever verifies it must not read it here. */
  address: v.nullable(addressSchema),
  groups: v.array(text),
  state: v.picklist(bookStates),
  /** From when on it can be paid, by this desk; a vault counts from when it was told. Null while it waits. */
  usableFrom: v.nullable(timeSchema),
  enteredBy: text,
  verifiedBy: v.array(text),
  /** Whether a change of name, note or groups waits to be verified. */
  changing: v.boolean(),
  /** Names of trusted addresses for which the one that waits may be taken. */
  alike: v.array(text),
} as const;
const rowSchema = v.strictObject(row);
export type BookRow = v.InferOutput<typeof rowSchema>;

const pendingSchema = v.strictObject({
  digest: hex32Schema,
  name: text,
  note: text,
  groups: v.array(text),
  enteredBy: text,
  /** Who has signed for it, of how many. */
  signed: count,
  needed: count,
  /** Why the officer who looks may not verify it; null where they may. */
  refusal: v.nullable(problemSchema),
});

export const bookViewSchema = v.strictObject({
  ...row,
  note: text,
  otherForms: v.array(otherFormSchema),
  strange: v.nullable(text),
  enteredAt: timeSchema,
  pending: v.nullable(pendingSchema),
  history: v.array(
    v.strictObject({
      at: timeSchema,
      what: v.picklist(['entered', 'changed', 'verified', 'removed']),
      officerName: text,
    }),
  ),
  /** Whether the officer who looks may change and remove it. */
  mayChange: v.boolean(),
});
export type BookView = v.InferOutput<typeof bookViewSchema>;

/** A recipient of the book as a payment shows it. */
export const knownRecipientSchema = v.strictObject({
  id: uuidSchema,
  name: text,
  groups: v.array(text),
  state: v.picklist(bookStates),
  usableFrom: v.nullable(timeSchema),
  enteredBy: text,
  verifiedBy: v.array(text),
});
export type KnownRecipient = v.InferOutput<typeof knownRecipientSchema>;

/** An address for which another one may be taken. */
export const alikeSchema = v.strictObject({ name: text, address: addressSchema });

const importViewSchema = v.strictObject({
  rows: v.array(
    v.strictObject({
      row: count,
      name: text,
      address: text,
      /** Why it would not be entered; null where it would. */
      problem: v.nullable(problemSchema),
      alike: v.array(text),
    }),
  ),
});
export type ImportView = v.InferOutput<typeof importViewSchema>;

const of = v.strictObject({ ...acting, id: uuidSchema });
const described = { name: typed, note: typed, groups: typed } as const;
const file = v.strictObject({ ...acting, text: v.pipe(v.string(), v.maxLength(MAX_IMPORT_LENGTH)) });

/** The address book: recipients that one officer enters and another verifies. */
export const addressBookVerbs = {
  /** By name. `usable`: only those that can be paid now. */
  'book.list': {
    input: v.strictObject({ ...acting, ...pageInput, usable: v.boolean() }),
    output: page(rowSchema),
  },
  'book.read': { input: of, output: bookViewSchema },
  /** What an address is, while it is typed. */
  'book.check': {
    input: v.strictObject({ ...acting, address: typed }),
    output: v.strictObject({
      address: addressSchema,
      otherForms: v.array(otherFormSchema),
      strange: v.nullable(text),
      alike: v.array(alikeSchema),
    }),
  },
  /** Groups are separated by commas. */
  'book.enter': {
    input: v.strictObject({ ...acting, ...described, address: typed }),
    output: v.strictObject({ id: uuidSchema }),
  },
  'book.change': { input: v.strictObject({ ...of.entries, ...described }), output: none },
  /** The whole address, typed or scanned from another source. */
  'book.verify': {
    input: v.strictObject({ ...of.entries, digest: hex32Schema, address: typed }),
    output: none,
  },
  'book.remove': { input: of, output: none },
  /** A file of comma-separated values: what would be entered of it. */
  'book.check-import': { input: file, output: importViewSchema },
  'book.import': { input: file, output: v.strictObject({ entered: count }) },
} as const;
