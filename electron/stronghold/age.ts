import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { equalBytes } from '@noble/ciphers/utils.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { ok, type Result, refuse } from '../core/result.ts';
import { openSealed } from './aead.ts';
import { type AgeFile, formatAgeHeader, formatAgeMac } from './age-header.ts';
import { openStream, sealStream } from './age-stream.ts';
import { drawBytes, type RandomBytes } from './random.ts';
import { deriveScrypt } from './scrypt.ts';

/** The key that wraps a file key, and what it was derived with. Kept, it opens the file again without scrypt. */
export interface WrapKey {
  /** 16 bytes. */
  readonly salt: Uint8Array;
  readonly workFactor: number;
  /** 32 bytes, secret. */
  readonly key: Uint8Array;
}

const SALT_LENGTH = 16;
const FILE_KEY_LENGTH = 16;
const NONCE_LENGTH = 16;
const DERIVED_LENGTH = 32;
const SALT_LABEL = utf8ToBytes('age-encryption.org/v1/scrypt');
/** A wrap key seals one file key only, so age leaves the nonce at zero. */
const WRAP_NONCE = new Uint8Array(12);

/**
 * The wrap key of an age scrypt recipient. age takes a text passphrase; stronghold gives the 32 raw bytes of its key.
 * @returns the key, which the caller zeroes; or `stronghold-work-factor`
 */
export async function deriveWrapKey(
  passphrase: Uint8Array,
  { salt, workFactor }: { salt: Uint8Array; workFactor: number },
): Promise<Result<WrapKey>> {
  const key = await deriveScrypt(passphrase, concatBytes(SALT_LABEL, salt), workFactor);
  return key.ok ? ok({ salt, workFactor, key: key.value }) : key;
}

/** A fresh salt for {@link deriveWrapKey}. */
export function drawSalt(random: RandomBytes): Uint8Array {
  return drawBytes(random, SALT_LENGTH);
}

/** The beginning of an age file, and the key of the chunks that follow it. */
export interface AgeHead {
  /** Header, MAC and nonce. */
  readonly head: Uint8Array;
  /** 32 bytes, secret; the caller zeroes it. */
  readonly payloadKey: Uint8Array;
}

/** Begins an age v1 file (C2SP age.md) under a wrap key, with a fresh file key and nonce. */
export function sealHead(wrapKey: WrapKey, random: RandomBytes): AgeHead {
  const fileKey = drawBytes(random, FILE_KEY_LENGTH);
  const nonce = drawBytes(random, NONCE_LENGTH);
  try {
    const body = chacha20poly1305(wrapKey.key, WRAP_NONCE).encrypt(fileKey);
    const header = formatAgeHeader({ ...wrapKey, body });
    const mac = formatAgeMac(macHeader(fileKey, header));
    return { head: concatBytes(header, mac, nonce), payloadKey: derivePayloadKey(fileKey, nonce) };
  } finally {
    fileKey.fill(0);
  }
}

/** Writes an age v1 file under a wrap key, with a fresh file key and nonce. */
export function sealAge(plaintext: Uint8Array, wrapKey: WrapKey, random: RandomBytes): Uint8Array {
  const { head, payloadKey } = sealHead(wrapKey, random);
  try {
    return concatBytes(head, sealStream(payloadKey, plaintext));
  } finally {
    payloadKey.fill(0);
  }
}

/** The key of a file's chunks, and where they begin. */
export interface OpenedHead {
  /** 32 bytes, secret; the caller zeroes it. */
  readonly payloadKey: Uint8Array;
  /** Bytes of the payload before the first chunk. */
  readonly skip: number;
}

/**
 * Opens the beginning of an age file with the wrap key derived from its own salt and work factor.
 * @returns `password-wrong` where the wrap key does not open the file key, `stronghold-truncated` or
 * `stronghold-damaged` for what comes after
 */
export function openHead(file: AgeFile, wrapKey: Uint8Array): Result<OpenedHead> {
  const fileKey = openSealed(chacha20poly1305(wrapKey, WRAP_NONCE), file.body);
  if (fileKey === null) {
    return refuse(
      'password-wrong',
      'the password does not open this file (or the key in its header was changed)',
    );
  }
  try {
    if (!equalBytes(macHeader(fileKey, file.authenticated), file.mac)) {
      return refuse('stronghold-damaged', 'the header is not authentic');
    }
    if (file.payload.length < NONCE_LENGTH) {
      return refuse('stronghold-truncated', 'the file ends inside the nonce of its payload');
    }
    return ok({
      payloadKey: derivePayloadKey(fileKey, file.payload.subarray(0, NONCE_LENGTH)),
      skip: NONCE_LENGTH,
    });
  } finally {
    fileKey.fill(0);
  }
}

/**
 * Opens an age file with the wrap key derived from its own salt and work factor.
 * @returns the plaintext, which the caller zeroes; refuses as {@link openHead} does, and `stronghold-truncated` or
 * `stronghold-damaged` for its chunks
 */
export function openAge(file: AgeFile, wrapKey: Uint8Array): Result<Uint8Array> {
  const opened = openHead(file, wrapKey);
  if (!opened.ok) return opened;
  const { payloadKey, skip } = opened.value;
  try {
    return openStream(payloadKey, file.payload.subarray(skip));
  } finally {
    payloadKey.fill(0);
  }
}

function derivePayloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return hkdf(sha256, fileKey, nonce, utf8ToBytes('payload'), DERIVED_LENGTH);
}

function macHeader(fileKey: Uint8Array, header: Uint8Array): Uint8Array {
  const key = hkdf(sha256, fileKey, undefined, utf8ToBytes('header'), DERIVED_LENGTH);
  try {
    return hmac(sha256, key, header);
  } finally {
    key.fill(0);
  }
}
