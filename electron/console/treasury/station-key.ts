import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { bytesToHex, hexToBytes } from '../../core/digest.ts';
import { checkFormat } from '../../core/file-version.ts';
import { isRecord } from '../../core/json.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { hex32Schema, parseWith, uuidSchema } from '../../core/schema.ts';
import { keyPair, signMessage } from '../../signer/ed25519.ts';
import { replaceFile } from '../../stronghold/atomic-file.ts';
import { storedJson } from '../stored-json.ts';

const FORMAT = 'sallyport/station-key/2';

const stationKeySchema = v.strictObject({
  format: v.literal(FORMAT),
  stationId: uuidSchema,
  privateKey: hex32Schema,
});

/** The station's own key: it signs the journal of this installation, and can spend nothing. */
export interface StationKey {
  readonly stationId: string;
  /** Hex, 32 bytes. */
  readonly publicKey: string;
  /** @returns hex, 64 bytes, over a hex digest */
  sign(digest: string): string;
}

/** Makes a station key and writes it to a new file (0600 in 0700). */
export async function createStationKey(
  file: string,
  { uuid, random }: { readonly uuid: () => string; readonly random: (length: number) => Uint8Array },
): Promise<StationKey> {
  const secret = random(32);
  const stationId = uuid();
  const json = JSON.stringify({ format: FORMAT, stationId, privateKey: bytesToHex(secret) });
  await replaceFile(file, new TextEncoder().encode(`${json}\n`));
  return stationKey(stationId, secret);
}

/** Reads a station's key. Refuses `treasury-damaged`, `file-newer` and `file-older`. */
export async function readStationKey(file: string): Promise<Result<StationKey>> {
  const json = await readJson(file);
  // Files of version 1 named no format.
  const format = isRecord(json) && 'stationId' in json ? (json['format'] ?? 'sallyport/station-key/1') : null;
  const known = checkFormat('station.key', format, { name: 'station-key', version: 2 });
  if (!known.ok && known.code !== 'input-malformed') return known;
  const parsed = parseWith(stationKeySchema, json);
  if (!parsed.ok) return refuse('treasury-damaged', "the station's key file is missing or damaged");
  return ok(stationKey(parsed.value.stationId, hexToBytes(parsed.value.privateKey)));
}

/** Null for a file that is missing or no JSON. */
async function readJson(file: string): Promise<unknown> {
  try {
    return storedJson(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}

function stationKey(stationId: string, secret: Uint8Array): StationKey {
  const key = keyPair(secret);
  secret.fill(0);
  return {
    stationId,
    publicKey: bytesToHex(key.publicKey),
    sign: (digest) => bytesToHex(signMessage(key, hexToBytes(digest))),
  };
}
