import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/**
 * A desk in a process of its own that completes a ceremony and is killed (SIGKILL) at one moment of its end:
 * `FOLDER before-record | after-record | before-treasury | after-treasury | after-journal | after-all`. The last one is
 * reached when the record names its journal entry.
 */
const [folder, moment] = process.argv.slice(2) as [string, string];

const rename = fs.rename;
const seen = { record: 0, treasury: 0 };
const die = (): void => void process.kill(process.pid, 'SIGKILL');
Object.assign(fs, {
  rename: async (from: string, to: string) => {
    const what =
      path.basename(path.dirname(to)) === 'ceremonies'
        ? 'record'
        : path.basename(to) === 'treasury.json'
          ? 'treasury'
          : null;
    if (what === null) return rename(from, to);
    seen[what] += 1;
    const second = what === 'record' && seen.record === 2;
    if (moment === (second ? 'after-journal' : `before-${what}`)) die();
    await rename(from, to);
    if (moment === (second ? 'after-all' : `after-${what}`)) die();
  },
});
syncBuiltinESMExports();

const { testEffects } = await import('./test-effects.ts');
const { openDesk } = await import('../../electron/stations/desk.ts');
const { complete } = await import('./ceremony-steps.ts');
const { must, WORK_FACTOR } = await import('./treasury-steps.ts');

const effects = { ...testEffects, workFactor: WORK_FACTOR, every: () => () => {} };
const station = must(await openDesk(folder, effects));
console.log('open');
await station.line.follow();
const hot = station.policy.present().vaults.find(({ kind }) => kind === 'hot');
if (!hot) throw new Error('the treasury has no hot vault');
await complete(station, {
  plan: { kind: 'rotate', words: true, split: null },
  vaultId: hot.id,
  vault: { name: 'Hot vault 2', kind: 'hot' },
  officers: ['Mara', 'Dev', 'Ben', 'Chiara'],
});
console.log('completed');
await station.close();
process.exit(); // the officer's process would keep this one alive; it ends when this one does
