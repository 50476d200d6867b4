import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { checkFormat } from '../../core/file-version.ts';
import { isRecord, readJson } from '../../core/json.ts';
import { networkSchema } from '../../core/network-id.ts';
import { MOST_ENDPOINTS, parseNodeUrl } from '../../core/node-url.ts';
import { knownPolicySchema } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { nameSchema, parseWith, timeSchema, uuidSchema } from '../../core/schema.ts';
import { waySchema } from '../../core/way.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import { stillNotWritten } from '../../stronghold/write-fault.ts';
import { certificateView } from './authorities.ts';

const fileName = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}\.stronghold$/, 'expected a plain file name'));

const ownNode = v.strictObject({
  seed: v.string(),
  checkpointMs: v.pipe(v.number(), v.integer(), v.minValue(50)),
});

const nodeUrl = v.pipe(
  v.string(),
  v.check((url) => parseNodeUrl(url).ok, 'expected https, or http on this computer alone'),
);

/** `treasury.json`: what this treasury is and where its parts are. No secret, and nothing that a signer believes. */
export const treasuryFileSchema = v.strictObject({
  format: v.literal('sallyport/treasury/5'),
  id: uuidSchema,
  name: nameSchema,
  createdAt: timeSchema,
  network: networkSchema,
  node: v.variant('kind', [
    /** A station without a network, that came to the treasury by an envelope. */
    v.strictObject({ kind: v.literal('none') }),
    v.strictObject({ kind: v.literal('embedded'), ...ownNode.entries }),
    v.strictObject({
      kind: v.literal('url'),
      url: nodeUrl,
      /** The endpoints that are tried after it, in this order. */
      others: v.exactOptional(v.pipe(v.array(nodeUrl), v.minLength(1), v.maxLength(MOST_ENDPOINTS - 1))),
      /** Where old checkpoints are that nodes have thrown away. */
      history: v.exactOptional(nodeUrl),
      /** The practice node that this desk ran itself before. */
      own: v.exactOptional(ownNode),
    }),
  ]),
  /** How the endpoints are reached; left out: directly, trusting public authorities. */
  way: v.exactOptional(
    v.pipe(
      waySchema,
      v.check(
        (way) => way.authorities.every((each) => certificateView(each) !== null),
        'expected certificates',
      ),
    ),
  ),
  vaultFiles: v.record(uuidSchema, fileName),
  officerFiles: v.record(uuidSchema, fileName),
  /** Play money's password, shown to the newcomer; null outside of practice. */
  practicePassword: v.nullable(v.string()),
  /** Every policy that this treasury had, the first one first, and since when this station has known of each. */
  policies: v.pipe(v.array(knownPolicySchema), v.minLength(1), v.maxLength(10_000)),
});

export type TreasuryFile = Readonly<v.InferOutput<typeof treasuryFileSchema>>;

/** The parts of a treasury's folder, absolute. */
export function treasuryPaths(folder: string) {
  return {
    treasury: path.join(folder, 'treasury.json'),
    database: path.join(folder, 'treasury.sqlite'),
    stationKey: path.join(folder, 'station.key'),
    /** The key of a station that officers are just enrolling. */
    nextStationKey: path.join(folder, 'station.next.key'),
    /** What the proxy is told of who asks: of this station alone. */
    proxyLogin: path.join(folder, 'proxy.login'),
    practiceNode: path.join(folder, 'practice-node'),
    ceremonies: path.join(folder, 'ceremonies'),
    /** What came out of another wallet's folder with a ceremony: read only, no secret. */
    imported: (ceremonyId: string) => path.join(folder, 'imports', `${ceremonyId}.json`),
    /** Copies of vaults for the official library, each there only while it is asked. */
    opinions: path.join(folder, 'second-opinions'),
    /** Copies of all files for a backup that is being written; removed after it and at the next opening. */
    backupDraft: path.join(folder, 'backup.unfinished'),
    vaults: path.join(folder, 'vaults'),
    vault: (file: string) => path.join(folder, 'vaults', file),
    officer: (file: string) => path.join(folder, 'officers', file),
  };
}

export type TreasuryPaths = ReturnType<typeof treasuryPaths>;

/**
 * Reads `treasury.json`. Refuses `treasury-missing`, `treasury-damaged`, and `file-newer` and `file-older` for one of
 * another version, which is left as it is.
 */
export async function readTreasuryFile(folder: string): Promise<Result<TreasuryFile>> {
  const text = await readText(folder);
  if (!text.ok) return text;
  const json = readJson(text.value);
  return json.ok
    ? parseTreasuryFile(json.value)
    : refuse('treasury-damaged', `treasury.json: ${json.message}`);
}

export function parseTreasuryFile(json: unknown): Result<TreasuryFile> {
  const format = isRecord(json) ? json['format'] : null;
  const known = checkFormat('treasury.json', format, { name: 'treasury', version: 5 });
  if (!known.ok) return known.code === 'input-malformed' ? refuse('treasury-damaged', known.message) : known;
  const parsed = parseWith(treasuryFileSchema, json);
  return parsed.ok ? ok(parsed.value) : refuse('treasury-damaged', `treasury.json: ${parsed.message}`);
}

/** Writes `treasury.json`, all or nothing. Refuses `file-not-written`. */
export async function writeTreasuryFile(folder: string, file: TreasuryFile): Promise<Result<void>> {
  const written = await replaceAtomically({
    file: treasuryPaths(folder).treasury,
    bytes: new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`),
    verify: () => ok(undefined),
  });
  return written.ok ? written : stillNotWritten('treasury.json cannot be written', written);
}

async function readText(folder: string): Promise<Result<string>> {
  try {
    return ok(await readFile(treasuryPaths(folder).treasury, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? refuse('treasury-missing', `expected a treasury.json in ${folder}`)
      : refuse('treasury-damaged', `treasury.json in ${folder} cannot be read (${code})`);
  }
}
