import * as v from 'valibot';
import { fileContentsSchema } from '../../core/ceremony/file-contents.ts';
import { networkIdSchema } from '../../core/network-id.ts';
import { checkPassword } from '../../core/password.ts';
import { addressSchema, indexSchema, pathSchema } from '../../core/schema.ts';

/**
 * The port of a ceremony's process. Words cross it as numbers of their lists (BIP-39: 0 to 2047, SLIP-39: 0 to 1023),
 * so that no run of words is ever in the memory of the processes between the paper and the key.
 */
const wordNumbers = (most: number) =>
  v.custom<Uint16Array>(
    (input) =>
      input instanceof Uint16Array && input.length >= 1 && input.length <= 64 && input.every((n) => n < most),
    `up to 64 word numbers below ${most}`,
  );
const seedWords = wordNumbers(2048);
const shareWords = wordNumbers(1024);
const shares = v.pipe(v.array(shareWords), v.minLength(1), v.maxLength(256));
/** Any bytes of a bounded length: what they must be is answered by its code. */
const passphrase = v.custom<Uint8Array>(
  (input) => input instanceof Uint8Array && input.length <= 4096,
  'a passphrase of at most 4096 bytes',
);
const passwordSchema = v.custom<Uint8Array>(
  (input) => input instanceof Uint8Array && checkPassword(input).ok,
  'a password of 1 to 4096 bytes',
);
const file = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(256));
const rolls = v.strictObject({
  kind: v.picklist(['dice', 'coin']),
  text: v.pipe(v.string(), v.maxLength(20_000)),
});

/** The words of a vault or the shares of it, as people type them from their sheets. */
export const backupSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('words'), words: seedWords }),
  v.strictObject({
    kind: v.literal('shares'),
    shares,
    /** Of a set that another tool made with one; ours have none. */
    passphrase: v.exactOptional(passphrase),
  }),
]);
export type Backup = v.InferOutput<typeof backupSchema>;

/** What gives a ceremony its words also names the network of the vault: its chain derives the first address. */
const ceremonyRequests = {
  /** Draws 256 bits, mixed with the officers' rolls where there are any. */
  draw: v.strictObject({ network: networkIdSchema, rolls: v.nullable(rolls) }),
  /** Takes the words or shares of an existing backup. */
  take: v.strictObject({ network: networkIdSchema, backup: backupSchema }),
  /** Takes the seed of a Stronghold file, ours or another wallet's; its words are not in it. */
  'take-file': v.strictObject({ network: networkIdSchema, file, password: passwordSchema }),
  /** Six of the 24 drawn words; group 0 to 3. Only before all of them were checked. */
  show: v.strictObject({ group: v.pipe(count, v.maxValue(3)) }),
  /** Holds six words, read back from the sheet, against those that were shown. */
  check: v.strictObject({ group: v.pipe(count, v.maxValue(3)), words: seedWords }),
  /** Splits the words' entropy into SLIP-39 shares. */
  split: v.strictObject({
    groups: v.pipe(v.array(v.strictObject({ threshold: count, count })), v.minLength(1), v.maxLength(16)),
    groupThreshold: count,
  }),
  /** Words of one share, six at a time; `share` counts through all groups from 0, `group` of words from 0. */
  'show-share': v.strictObject({ share: count, group: count }),
  'check-share': v.strictObject({ share: count, words: shareWords }),
  /** Restores what was typed on an empty form in a clean store and compares first addresses. */
  rehearse: backupSchema,
  /** Addresses of an account, for the search of a restore. */
  addresses: v.strictObject({
    account: indexSchema,
    /** 0 public, 1 change: other wallets paid their remainders there. */
    change: v.pipe(indexSchema, v.maxValue(1)),
    from: indexSchema,
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  }),
  /**
   * Addresses at places where another wallet had some, under that wallet's coin type: to be compared with what it wrote
   * down, and for nothing else.
   */
  'former-addresses': v.strictObject({
    coinType: indexSchema,
    account: indexSchema,
    change: v.pipe(indexSchema, v.maxValue(1)),
    indexes: v.pipe(v.array(indexSchema), v.minLength(1), v.maxLength(500)),
  }),
  /** Writes the Stronghold file and opens it again with the password. Refused before check and rehearsal. */
  write: v.strictObject({
    file,
    password: passwordSchema,
    workFactor: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
  }),
} as const;

const origin = v.strictObject({
  /** The address at account 0, change 0, index 0: what the fingerprint is made of. */
  firstAddress: addressSchema,
  /** Words of the backup; 0 where only a seed is known. */
  words: count,
  /** Whole bits that the officers' rolls added. */
  rolledBits: count,
});
const wrongPlaces = v.strictObject({ wrong: v.array(count) });

const ceremonyAnswers = {
  draw: origin,
  take: origin,
  'take-file': v.strictObject({ ...origin.entries, contents: fileContentsSchema }),
  show: v.strictObject({ words: seedWords }),
  check: wrongPlaces,
  split: v.strictObject({
    wordsPerShare: count,
    /** Group (from 0) and number in it (from 0) of each share, in order. */
    shares: v.array(v.strictObject({ group: count, member: count })),
  }),
  'show-share': v.strictObject({ words: shareWords }),
  'check-share': wrongPlaces,
  addresses: v.array(v.strictObject({ path: pathSchema, address: addressSchema })),
  'former-addresses': v.array(addressSchema),
  rehearse: v.strictObject({ matches: v.boolean(), firstAddress: addressSchema }),
  write: v.strictObject({ firstAddress: addressSchema }),
} as const;

export const ceremonyProtocol = { requests: ceremonyRequests, answers: ceremonyAnswers } as const;
type CeremonyVerb = keyof typeof ceremonyRequests;
export type CeremonyRequest<V extends CeremonyVerb> = v.InferOutput<(typeof ceremonyRequests)[V]>;
export type CeremonyAnswer<V extends CeremonyVerb> = v.InferOutput<(typeof ceremonyAnswers)[V]>;
