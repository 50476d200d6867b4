import { createSeedFile } from '../../electron/stronghold/seed-file.ts';
import { unwrap } from './signer-fixture.ts';
import { countingRandom } from './stronghold-samples.ts';

/** A password whose bytes would be seen in any encoding. */
export const password = (): Uint8Array => new TextEncoder().encode('correct horse pässwörd 馬');

/** Writes a Stronghold file with a known seed; the low work factor is for tests alone. */
export async function writeSeedFile(file: string, seed: Uint8Array, workFactor = 1): Promise<void> {
  const random = countingRandom(file);
  unwrap(await createSeedFile({ file, password: password(), seed, workFactor, random }));
}
