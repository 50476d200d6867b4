import prepare from '../e2e/support/global-setup.ts';
import { type Prepared, readPrepared } from '../e2e/support/prepared.ts';
import { type BenchRow, reported } from './measure.ts';

/** Runs a bench that needs a window; where this machine cannot show one, its only row says why. */
export async function withElectron(
  what: string,
  bench: (prepared: Extract<Prepared, { ok: true }>) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const end = await prepare({ workers: 1 });
  try {
    const prepared = readPrepared();
    return prepared.ok ? await bench(prepared) : [reported(what, `not measured: ${prepared.reason}`)];
  } finally {
    await end();
  }
}
