import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Where a run keeps what its tests share; `prepare-run.ts` makes it. Workers and their children inherit it. */
export const RUN_FOLDER = 'SALLYPORT_TEST_RUN';

/** Below the folder of a run: as deep as the sources are below the project, whose files some programs look for from there. */
export const BUNDLES = ['out', 'bundles'];

/** Below the folder of a run: code that Node has compiled. */
export const COMPILED = 'compiled';

/** Processes and threads that stations start, as tests start them. */
export const processBundles = {
  signer: 'electron/signer/child-entry.ts',
  ceremony: 'electron/signer/ceremony/child-entry.ts',
  books: 'electron/books/sqlite/worker-entry.ts',
  lines: 'electron/line-thread/worker-entry.ts',
  meter: 'electron/meter/meter-entry.ts',
  backup: 'electron/backup/thread-entry.ts',
  papers: 'electron/paper-thread/thread-entry.ts',
  proofs: 'electron/proof-thread/thread-entry.ts',
  'wallet-folder': 'electron/wallet-folder/thread-entry.ts',
  'toy-signer': 'test/support/toy-chain/toy-signer-child.ts',
  'counting-signer': 'test/support/counting-signer-child.ts',
} as const;

/** Programs that tests start, and kill. */
export const programBundles = {
  treasury: 'electron/cli/treasury.ts',
  'treasury-child': 'test/support/treasury-child.ts',
  'ceremony-child': 'test/support/ceremony-child.ts',
  'signer-child': 'test/support/signer-child.ts',
  'killed-desk': 'test/support/kills/killed-desk-child.ts',
  'killed-signer': 'test/support/kills/killed-signer-child.ts',
  'working-desk': 'test/support/kills/working-desk-child.ts',
  'backup-step-child': 'test/integration/backup/backup-step-child.ts',
  'step-child': 'test/integration/stronghold/step-child.ts',
  'state-step-child': 'test/integration/signer/state-step-child.ts',
} as const;

/** Path of a program in one file. Node starts it in a fourth of the time that its sources take. */
export const bundleOf = (name: keyof typeof processBundles | keyof typeof programBundles): string =>
  path.join(runFolder(), ...BUNDLES, `${name}.mjs`);

/** Processes that are started without an environment, so that none could tell them of a cache of compiled code. */
export const keyProcesses = [
  'signer',
  'ceremony',
  'toy-signer',
] as const satisfies readonly (keyof typeof processBundles)[];

/** Path of the same program as its bundle, which knows the run's cache of compiled code. */
export const cachedBundleOf = (name: (typeof keyProcesses)[number]): string =>
  path.join(runFolder(), ...BUNDLES, `${name}.cached.mjs`);

function runFolder(): string {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) throw new Error('expected the setup of a run');
  return folder;
}

/**
 * A folder that is made once for all test files of a run, to be copied. Two files that need it at the same moment both
 * make it, and one of them wins.
 * @param name of this content only
 */
export async function templateOf(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const place = path.join(runFolder(), `template-${name}`);
  const known = templates.get(place) ?? makeOnce(place, make);
  templates.set(place, known);
  return known;
}

const templates = new Map<string, Promise<string>>();

async function makeOnce(place: string, make: (folder: string) => Promise<void>): Promise<string> {
  if (existsSync(place)) return place;
  const making = mkdtempSync(`${place}-`);
  const folder = path.join(making, 'whole');
  await make(folder);
  try {
    renameSync(folder, place);
  } catch (error) {
    if (!existsSync(place)) throw error; // another one was first
  }
  rmSync(making, { recursive: true, force: true });
  return place;
}
