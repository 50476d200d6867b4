import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { bytesToHex, hexToBytes } from '../../core/digest.ts';
import { checkFormat } from '../../core/file-version.ts';
import { isRecord } from '../../core/json.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { base64Schema, hex32Schema, parseWith, uuidSchema } from '../../core/schema.ts';
import { keyPair, signMessage } from '../../signer/ed25519.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import { storedJson } from '../stored-json.ts';

const FORMAT = 'sallyport/station-key/2';

const head = {
  format: v.literal(FORMAT),
  stationId: uuidSchema,
  /** The installation that the station is of; null where none is known. */
  install: v.nullable(uuidSchema),
};

const keyFileSchema = v.variant('protection', [
  /** Whoever reads the file has the key: the system has no keychain. */
  v.strictObject({ ...head, protection: v.literal('none'), privateKey: hex32Schema }),
  /** Only the system's keychain, for this user on this machine, gives the key back. */
  v.strictObject({
    ...head,
    protection: v.literal('keychain'),
    publicKey: hex32Schema,
    /** The private key as the keychain has wrapped it, base64. */
    wrapped: base64Schema,
  }),
  /** The folder was restored from a backup, in which no station's key is: this one signed its journal. */
  v.strictObject({ ...head, protection: v.literal('left-behind'), publicKey: hex32Schema }),
]);
type KeyFile = v.InferOutput<typeof keyFileSchema>;

/** The system's own store of secrets: what it wraps, it gives back to the same user on the same machine only. */
export interface Keychain {
  /** Refuses `station-key-locked` where the system refuses. */
  wrap(secret: string): Result<Uint8Array>;
  /** Refuses `station-key-locked` for what was wrapped elsewhere. */
  unwrap(wrapped: Uint8Array): Result<string>;
}

/** Where a station's key lies: wrapped by the system's keychain, or as it is in its file. */
export type KeyPlace = 'keychain' | 'file';

/** The station's own key: it signs the journal of this installation, and can spend nothing. */
export interface StationKey {
  readonly stationId: string;
  /** Hex, 32 bytes. */
  readonly publicKey: string;
  readonly place: KeyPlace;
  /** The installation that it is bound to; null for none. */
  readonly install: string | null;
  /** @returns hex, 64 bytes, over a hex digest */
  sign(digest: string): string;
}

/** What a station's key is made and kept with. */
export interface KeyKeeping {
  readonly keychain: Keychain | null;
  /** This installation; null where it has no name. */
  readonly install: string | null;
}

/** A key that is not in any file yet. */
export interface NewStationKey {
  readonly key: StationKey;
  /** Writes it to a file (0600), wrapped where there is a keychain. Refuses `file-not-written`. */
  write(file: string): Promise<Result<void>>;
}

/** Makes a station key. Nothing is written. */
export function newStationKey({
  uuid,
  random,
  keychain,
  install,
}: KeyKeeping & {
  readonly uuid: () => string;
  readonly random: (length: number) => Uint8Array;
}): NewStationKey {
  const secret = random(32);
  const plain: PlainKey = { stationId: uuid(), install, privateKey: bytesToHex(secret) };
  const wrapped = keychain === null ? null : wrapKey(plain, keychain);
  const written: KeyFile = wrapped ?? { format: FORMAT, ...plain, protection: 'none' };
  return {
    key: stationKey(plain, secret, wrapped === null ? 'file' : 'keychain'),
    write: (file) => replaceAtomically({ file, bytes: bytesOf(written), verify: () => ok(undefined) }),
  };
}

/** Makes a station key and writes it to a new file (0600 in 0700). Its first opening binds it to the installation. */
export async function createStationKey(
  file: string,
  parts: Omit<Parameters<typeof newStationKey>[0], 'install'>,
): Promise<StationKey> {
  const { key, write } = newStationKey({ ...parts, install: null });
  const written = await write(file);
  if (!written.ok) throw new Error(`${written.code}: ${written.message}`);
  return key;
}

/**
 * Reads a station's key, out of the keychain where it lies there.
 * @returns refuses `treasury-damaged`, `file-newer`, `file-older`; `station-key-in-keychain` where it lies in a keychain
 * and there is none here; `station-key-locked` where the keychain here does not give it back; `station-not-enrolled`
 * where the folder was restored from a backup
 */
export async function readStationKey(file: string, keychain: Keychain | null): Promise<Result<StationKey>> {
  const read = await readKeyFile(file);
  if (!read.ok) return read;
  const kept = read.value;
  if (kept.protection === 'none') return ok(stationKey(kept, hexToBytes(kept.privateKey), 'file'));
  if (kept.protection === 'left-behind') {
    return refuse('station-not-enrolled', `the key of station ${kept.stationId} is in no backup`);
  }
  if (keychain === null) {
    return refuse(
      'station-key-in-keychain',
      `expected the keychain in which the key of station ${kept.stationId} lies, got a program without one`,
    );
  }
  const secret = unwrapKey(kept, keychain);
  return secret.ok ? ok(stationKey(kept, secret.value, 'keychain')) : secret;
}

/**
 * Which station a key file is of, whether its key is to be had here or not.
 * @returns refuses `treasury-damaged`, `file-newer`, `file-older`
 */
export async function stationOfKeyFile(
  file: string,
): Promise<Result<Pick<StationKey, 'stationId' | 'publicKey'>>> {
  const read = await readKeyFile(file);
  if (!read.ok) return read;
  const { stationId } = read.value;
  const publicKey =
    read.value.protection === 'none' ? publicKeyOf(hexToBytes(read.value.privateKey)) : read.value.publicKey;
  return ok({ stationId, publicKey });
}

/** Writes which station signed the journal of a restored folder. Its key stays where it is. Refuses `file-not-written`. */
export function leaveKeyBehind(
  file: string,
  { stationId, stationKey }: { readonly stationId: string; readonly stationKey: string },
): Promise<Result<void>> {
  const left: KeyFile = {
    format: FORMAT,
    stationId,
    install: null,
    protection: 'left-behind',
    publicKey: stationKey,
  };
  return replaceAtomically({ file, bytes: bytesOf(left), verify: () => ok(undefined) });
}

/**
 * Keeps a key as well as this place can: bound to this installation where it was bound to none, and wrapped where there is
 * a keychain now. The new file is on disk, and gives back the same key, before it takes the old one's name. Killed at any
 * moment, the whole old or the whole new file is there.
 * @returns the key and where it lies now; where keychain or disk refuse, it stays where it was
 */
export async function keepStationKey(
  file: string,
  key: StationKey,
  { keychain, install }: KeyKeeping,
): Promise<StationKey> {
  const read = await readKeyFile(file);
  if (!read.ok || read.value.stationId !== key.stationId) return key;
  const bound: KeyFile = { ...read.value, install: read.value.install ?? install };
  const wrapped = bound.protection === 'none' && keychain !== null ? wrapKey(bound, keychain) : null;
  const next = wrapped ?? bound;
  if (next.install === read.value.install && next.protection === read.value.protection) return key;
  const written = await replaceAtomically({ file, bytes: bytesOf(next), verify: () => ok(undefined) });
  const place = next.protection === 'keychain' ? 'keychain' : 'file';
  return written.ok ? { ...key, place, install: next.install } : key;
}

interface PlainKey {
  readonly stationId: string;
  readonly install: string | null;
  /** Hex. */
  readonly privateKey: string;
}

/** Null where the keychain refuses, or does not give the same key back. */
function wrapKey({ stationId, install, privateKey }: PlainKey, keychain: Keychain): KeyFile | null {
  const wrapped = keychain.wrap(privateKey);
  if (!wrapped.ok) return null;
  const again = keychain.unwrap(wrapped.value);
  if (!again.ok || again.value !== privateKey) return null;
  const publicKey = publicKeyOf(hexToBytes(privateKey));
  const base64 = Buffer.from(wrapped.value).toString('base64');
  return { format: FORMAT, stationId, install, protection: 'keychain', publicKey, wrapped: base64 };
}

function unwrapKey(
  { publicKey, wrapped }: Extract<KeyFile, { readonly protection: 'keychain' }>,
  keychain: Keychain,
): Result<Uint8Array> {
  const secret = keychain.unwrap(Buffer.from(wrapped, 'base64'));
  if (!secret.ok) return secret;
  const hex = parseWith(hex32Schema, secret.value);
  const bytes = hex.ok ? hexToBytes(hex.value) : null;
  return bytes !== null && publicKeyOf(bytes) === publicKey
    ? ok(bytes)
    : refuse('station-key-locked', `expected the keychain to give the key ${publicKey}, got another one`);
}

const publicKeyOf = (secret: Uint8Array): string => bytesToHex(keyPair(Uint8Array.from(secret)).publicKey);

const bytesOf = (file: KeyFile): Uint8Array => new TextEncoder().encode(`${JSON.stringify(file)}\n`);

async function readKeyFile(file: string): Promise<Result<KeyFile>> {
  const json = await readJson(file);
  // Files of version 1 named no format.
  const format = isRecord(json) && 'stationId' in json ? (json['format'] ?? 'sallyport/station-key/1') : null;
  const known = checkFormat('station.key', format, { name: 'station-key', version: 2 });
  if (!known.ok && known.code !== 'input-malformed') return known;
  const parsed = parseWith(keyFileSchema, json);
  return parsed.ok ? parsed : refuse('treasury-damaged', "the station's key file is missing or damaged");
}

/** Null for a file that is missing or no JSON. */
async function readJson(file: string): Promise<unknown> {
  try {
    return storedJson(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}

function stationKey(
  { stationId, install }: Pick<PlainKey, 'stationId' | 'install'>,
  secret: Uint8Array,
  place: KeyPlace,
): StationKey {
  const key = keyPair(secret);
  secret.fill(0);
  return {
    stationId,
    install,
    publicKey: bytesToHex(key.publicKey),
    place,
    sign: (digest) => bytesToHex(signMessage(key, hexToBytes(digest))),
  };
}
