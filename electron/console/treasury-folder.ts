import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { signedPolicySchema } from '../core/policy/policy.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { nameSchema, networkSchema, parseWith, timeSchema, uuidSchema } from '../core/schema.ts';

const fileName = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}\.stronghold$/, 'expected a plain file name'));

/** `treasury.json`: what this treasury is and where its parts lie. No secret, and nothing that a signer believes. */
export const treasuryFileSchema = v.strictObject({
  format: v.literal('sallyport/treasury/1'),
  id: uuidSchema,
  name: nameSchema,
  createdAt: timeSchema,
  network: networkSchema,
  node: v.variant('kind', [
    v.strictObject({
      kind: v.literal('embedded'),
      seed: v.string(),
      checkpointMs: v.pipe(v.number(), v.integer(), v.minValue(50)),
    }),
    v.strictObject({ kind: v.literal('url'), url: v.pipe(v.string(), v.url()) }),
  ]),
  vaultFiles: v.record(uuidSchema, fileName),
  officerFiles: v.record(uuidSchema, fileName),
  /** Play money's password, shown to the newcomer; null outside of practice. */
  practicePassword: v.nullable(v.string()),
  /** Every policy that this treasury had, the first one first; the last one holds. */
  policies: v.pipe(v.array(signedPolicySchema), v.minLength(1), v.maxLength(10_000)),
});

export type TreasuryFile = Readonly<v.InferOutput<typeof treasuryFileSchema>>;

/** The parts of a treasury's folder, absolute. */
export function treasuryPaths(folder: string) {
  return {
    treasury: path.join(folder, 'treasury.json'),
    database: path.join(folder, 'treasury.sqlite'),
    stationKey: path.join(folder, 'station.key'),
    practiceNode: path.join(folder, 'practice-node'),
    vault: (file: string) => path.join(folder, 'vaults', file),
    officer: (file: string) => path.join(folder, 'officers', file),
  };
}

/** Reads `treasury.json`. Refuses `treasury-missing` and `treasury-damaged`. */
export async function readTreasuryFile(folder: string): Promise<Result<TreasuryFile>> {
  let text: string;
  try {
    text = await readFile(treasuryPaths(folder).treasury, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return refuse('treasury-missing', `expected a treasury.json in ${folder}`);
    }
    return refuse('treasury-damaged', `treasury.json in ${folder} cannot be read (${code})`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('treasury-damaged', 'treasury.json is not JSON');
  }
  const parsed = parseWith(treasuryFileSchema, json);
  return parsed.ok ? ok(parsed.value) : refuse('treasury-damaged', `treasury.json: ${parsed.message}`);
}
