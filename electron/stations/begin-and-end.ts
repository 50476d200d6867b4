import { settleCeremonies } from '../console/ceremony/settle-ceremony.ts';
import type { Station } from '../console/station.ts';
import { ok, Refused, type Result } from '../core/result.ts';

/** Runs a closing once; whoever asks again waits for the same. */
export function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= close();
    return closing;
  };
}

/**
 * Runs every step of a closing, one after the other, whatever becomes of the others: the last one frees the folder. What a
 * disk refuses meanwhile concerns nobody any more; the first bug is thrown when all is done.
 */
export async function inEveryCase(...steps: readonly (() => unknown)[]): Promise<void> {
  const bugs: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof Refused)) bugs.push(error);
    }
  }
  if (bugs.length > 0) throw bugs[0];
}

/** Does a last step of an opening. Whatever goes wrong, the folder must not stay in use. */
export async function doOrClose(
  step: () => Promise<Result<void>>,
  close: () => Promise<void>,
): Promise<Result<void>> {
  try {
    const done = await step();
    if (!done.ok) await close();
    return done;
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Carries out signed ceremonies at an opening. A folder that is held takes nothing in; they are carried out at the first
 * opening after it was settled.
 */
export const settleOrClose = (station: Station, close: () => Promise<void>): Promise<Result<void>> =>
  doOrClose(async () => {
    const settled = station.hold.check().ok ? await settleCeremonies(station) : ok(undefined);
    // They are carried out as soon as the books are found whole.
    return station.ceremonies.waits ? ok(undefined) : settled;
  }, close);
