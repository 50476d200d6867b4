import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { bytesToHex } from '../core/digest.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { hex32Schema, parseWith, uuidSchema } from '../core/schema.ts';
import { keyPair, signMessage } from '../signer/ed25519.ts';
import { replaceFile } from '../stronghold/atomic-file.ts';

const stationKeySchema = v.strictObject({ stationId: uuidSchema, privateKey: hex32Schema });

/** The station's own key: it seals the journal of this installation, and can spend nothing. */
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
  { uuid, random }: { uuid: () => string; random: (length: number) => Uint8Array },
): Promise<StationKey> {
  const secret = random(32);
  const stationId = uuid();
  const json = JSON.stringify({ stationId, privateKey: bytesToHex(secret) });
  await replaceFile(file, new TextEncoder().encode(`${json}\n`));
  return stationKey(stationId, secret);
}

export async function readStationKey(file: string): Promise<Result<StationKey>> {
  try {
    const parsed = parseWith(stationKeySchema, JSON.parse(await readFile(file, 'utf8')));
    if (parsed.ok) return ok(stationKey(parsed.value.stationId, Buffer.from(parsed.value.privateKey, 'hex')));
  } catch {
    // told below
  }
  return refuse('treasury-damaged', "the station's key file is missing or damaged");
}

function stationKey(stationId: string, secret: Uint8Array): StationKey {
  const key = keyPair(secret);
  secret.fill(0);
  return {
    stationId,
    publicKey: bytesToHex(key.publicKey),
    sign: (digest) => bytesToHex(signMessage(key, Buffer.from(digest, 'hex'))),
  };
}
