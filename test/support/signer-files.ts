import { writeFreshState } from '../../electron/signer/fresh-state.ts';
import { nodeEffects } from '../../electron/signer/node-effects.ts';
import { createSeedFile } from '../../electron/stronghold/seed-file.ts';
import { ERA, NOW, unwrap } from './signer-fixture.ts';
import { countingRandom } from './stronghold-samples.ts';

/** A password whose bytes would be seen in any encoding. */
export const password = (): Uint8Array => new TextEncoder().encode('correct horse pässwörd 馬');

/** Writes a Stronghold file with a known seed; the low work factor is for tests alone. */
export async function writeSeedFile(file: string, seed: Uint8Array, workFactor = 1): Promise<void> {
  const random = countingRandom(file);
  unwrap(await createSeedFile({ file, password: password(), seed, workFactor, random }));
}

/** The same for a vault, with the sealed state that it is born with; its era is {@link ERA}. */
export async function writeVaultFile(file: string, seed: Uint8Array, workFactor = 1): Promise<void> {
  await writeSeedFile(file, seed, workFactor);
  const stateFile = nodeEffects.stateFileOf(file);
  const random = (length: number) => new Uint8Array(Buffer.alloc(length, ERA, 'hex'));
  unwrap(await writeFreshState({ seed, stateFile, random, at: NOW, hasPast: false }));
}

/** What the journal says of the vault's state; null for 0. */
export const markAt = (counter: number) => (counter === 0 ? null : { era: ERA, counter });
