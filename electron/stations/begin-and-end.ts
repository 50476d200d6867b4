import { settleCeremonies } from '../console/ceremony/settle-ceremony.ts';
import type { Station } from '../console/station.ts';
import type { Result } from '../core/result.ts';

/** Runs a closing once; whoever asks again waits for the same. */
export function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= close();
    return closing;
  };
}

/** Carries out signed ceremonies at an opening. Whatever goes wrong, the folder must not stay in use. */
export async function settleOrClose(station: Station, close: () => Promise<void>): Promise<Result<void>> {
  try {
    const settled = await settleCeremonies(station);
    if (!settled.ok) await close();
    return settled;
  } catch (error) {
    await close();
    throw error;
  }
}
