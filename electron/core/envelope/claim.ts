import { ENVELOPE_VERSION } from './head.ts';

/** Who made an envelope, as the end of its text has it: believed by nobody before the signature is. */
export interface Claim {
  readonly stationId: string;
  /** Ed25519 public key, hex. */
  readonly stationKey: string;
  /** Hex. */
  readonly signature: string;
  /** The statement's bytes in the text: what the signature is over, with its tag before it. */
  readonly statement: Uint8Array;
}

const START = /^\{"signature":"([0-9a-f]{128})","statement":$/;
const START_LENGTH = 14 + 128 + 14;
/** The last two members of a statement, in their canonical order, and the ends of both objects. */
const END = /"station":\{"id":"([0-9a-f-]{36})","key":"([0-9a-f]{64})"\},"treasuryId":"[0-9a-f-]{36}"\}\}$/;
const END_LENGTH = 300;

const latin = new TextDecoder('latin1');

/**
 * Finds who says to have made an envelope without reading it: canonical JSON has the signature at its beginning, and the station at
 * its end. A large text is held against both before anything in it is parsed.
 * @returns null for a text in any other form
 */
export function claimOf(text: Uint8Array): Claim | null {
  const start = START.exec(latin.decode(text.subarray(0, START_LENGTH)));
  const end = END.exec(latin.decode(text.subarray(-END_LENGTH)));
  const [, signature] = start ?? [];
  const [, stationId, stationKey] = end ?? [];
  return signature === undefined || stationId === undefined || stationKey === undefined
    ? null
    : { stationId, stationKey, signature, statement: text.subarray(START_LENGTH, -1) };
}

/** The head of a statement is at its end, behind the contents, and has less bytes than this. */
const MOST_HEAD = 64 * 1024;

/** Whether the end of a text says that it is an envelope of a later version. */
export function saysNewer(text: Uint8Array): boolean {
  const [, version] =
    /"format":"sallyport\/envelope\/([1-9][0-9]{0,5})"/.exec(latin.decode(text.subarray(-MOST_HEAD))) ?? [];
  return version !== undefined && Number(version) > ENVELOPE_VERSION;
}
