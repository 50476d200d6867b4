import { deriveScrypt, VAULT_WORK_FACTOR } from '../../electron/stronghold/scrypt.ts';
import { startChild } from '../support/start-child.ts';
import { type BenchRow, milliseconds, ms, time } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { withElectron } from './with-electron.ts';

const ROUNDS = 3;
const MOST_RATIO = 1.2;
const what = 'scrypt at vault strength in Electron, as the processes of keys derive it';

/** One key in Electron against one of Node's OpenSSL, in turns; the best of each counts, and both are the same key. */
export const benchScrypt = ({ log }: BenchOptions): Promise<BenchRow[]> =>
  withElectron(what, async ({ executable }) => {
    let ours = Number.POSITIVE_INFINITY;
    let peer = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      const child = startChild(new URL('./scrypt-child.ts', import.meta.url), [], {
        executable,
        env: { ELECTRON_RUN_AS_NODE: '1' },
      });
      if ((await child.exited) !== 0) throw new Error('expected a key of Electron');
      const report = JSON.parse(child.output()) as { took: number; key: string | null };
      let expected = '';
      const took = await time(async () => {
        const key = await deriveScrypt(
          new Uint8Array(32).fill(1),
          new Uint8Array(44).fill(2),
          VAULT_WORK_FACTOR,
        );
        expected = key.ok ? Buffer.from(key.value).toString('hex') : '';
      });
      if (report.key !== expected) throw new Error(`expected the key ${expected}, got ${report.key}`);
      log(`${milliseconds(report.took)} in Electron, ${milliseconds(took)} in Node`);
      ours = Math.min(ours, report.took);
      peer = Math.min(peer, took);
    }
    return [
      {
        what,
        measured: `${milliseconds(ours)} against ${milliseconds(peer)} of Node's OpenSSL: ${(ours / peer).toFixed(2)}x (best of ${ROUNDS})`,
        target: `at most ${MOST_RATIO}x`,
        measures: [
          { name: 'scrypt.electron', value: ours / peer, unit: 'x', target: { atMost: MOST_RATIO } },
          ms('scrypt.electron-time', ours),
        ],
      },
    ];
  });
