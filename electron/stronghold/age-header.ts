import { base64nopad } from '@scure/base';
import { ok, type Result, refuse } from '../core/result.ts';
import { MAX_WORK_FACTOR } from './scrypt.ts';

/** An age v1 file with one scrypt recipient, taken apart. All bytes are views on the file. */
export interface AgeFile {
  /** 16 bytes. */
  readonly salt: Uint8Array;
  /** log2 of scrypt's N. */
  readonly workFactor: number;
  /** The file key under the wrap key: 16 bytes and a tag of 16. */
  readonly body: Uint8Array;
  /** The header as the MAC covers it: from the first byte up to and including `---`. */
  readonly authenticated: Uint8Array;
  /** 32 bytes. */
  readonly mac: Uint8Array;
  /** Nonce and encrypted chunks. */
  readonly payload: Uint8Array;
}

/** Bytes of a header with a work factor of two digits; one digit is a byte shorter. */
export const HEADER_LENGTH = 150;

/**
 * The one header stronghold writes (age-encryption.org/v1, binary, exactly one scrypt stanza, no grease), and the one
 * form it is read in: canonical base64 and a work factor without leading zeros.
 */
const HEADER =
  /^age-encryption\.org\/v1\n-> scrypt ([A-Za-z0-9+/]{22}) (0|[1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n/;

const MAC_MARK = '\n---';

/**
 * Takes an age file apart without trusting any of it.
 * @returns the parts; `stronghold-truncated` for fewer bytes than a header has, `stronghold-work-factor` above
 * {@link MAX_WORK_FACTOR} (checked before anything is computed), `stronghold-damaged` for any other form
 */
export function parseAge(bytes: Uint8Array): Result<AgeFile> {
  const text = Buffer.from(bytes.subarray(0, HEADER_LENGTH)).toString('latin1');
  const match = HEADER.exec(text);
  if (match === null) {
    return bytes.length < HEADER_LENGTH
      ? refuse(
          'stronghold-truncated',
          `expected an age header of ${HEADER_LENGTH} bytes, got ${bytes.length}`,
        )
      : refuse('stronghold-damaged', 'expected an age v1 header with one scrypt recipient, got another form');
  }
  const [header, salt, digits, body, mac] = match as unknown as [string, string, string, string, string];
  const workFactor = Number(digits);
  if (workFactor > MAX_WORK_FACTOR) {
    return refuse(
      'stronghold-work-factor',
      `expected a work factor of at most ${MAX_WORK_FACTOR}, got ${workFactor}`,
    );
  }
  const decoded = [salt, body, mac].map(decodeBase64);
  if (decoded.some((part) => part === null)) {
    return refuse('stronghold-damaged', 'age header: expected canonical base64, got bits after its end');
  }
  const [saltBytes, bodyBytes, macBytes] = decoded as [Uint8Array, Uint8Array, Uint8Array];
  return ok({
    salt: saltBytes,
    workFactor,
    body: bodyBytes,
    authenticated: bytes.subarray(0, header.indexOf(MAC_MARK) + MAC_MARK.length),
    mac: macBytes,
    payload: bytes.subarray(header.length),
  });
}

/** The header up to and including `---`: what the MAC covers. */
export function formatAgeHeader(recipient: {
  salt: Uint8Array;
  workFactor: number;
  body: Uint8Array;
}): Uint8Array {
  const { salt, workFactor, body } = recipient;
  const stanza = `-> scrypt ${base64nopad.encode(salt)} ${workFactor}\n${base64nopad.encode(body)}`;
  return Buffer.from(`age-encryption.org/v1\n${stanza}${MAC_MARK}`, 'latin1');
}

/** The end of the header, after {@link formatAgeHeader}. */
export function formatAgeMac(mac: Uint8Array): Uint8Array {
  return Buffer.from(` ${base64nopad.encode(mac)}\n`, 'latin1');
}

function decodeBase64(text: string): Uint8Array | null {
  try {
    return base64nopad.decode(text);
  } catch {
    return null;
  }
}
