import { lstat } from 'node:fs/promises';
import type { TreasuryView } from '../../contract/treasury.ts';
import type { Station } from '../station.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';

/** Vaults and officers of the policy whose Stronghold files are not in the folder, as after a restore without them. */
export async function findMissingFiles({
  treasury,
  policy,
}: Pick<Station, 'treasury' | 'policy'>): Promise<TreasuryView['missingFiles']> {
  const paths = treasuryPaths(treasury.folder);
  const { vaultFiles, officerFiles } = treasury.file();
  const { vaults, officers } = policy.present();
  const without = async (
    owners: readonly { readonly id: string }[],
    fileOf: (id: string) => string | null,
  ): Promise<string[]> => {
    const missing = await Promise.all(owners.map(async ({ id }) => !(await isThere(fileOf(id)))));
    return owners.flatMap(({ id }, i) => (missing[i] ? [id] : []));
  };
  const place = (name: string | undefined, of: (name: string) => string) =>
    name === undefined ? null : of(name);
  return {
    vaults: await without(vaults, (id) => place(vaultFiles[id], paths.vault)),
    officers: await without(officers, (id) => place(officerFiles[id], paths.officer)),
  };
}

async function isThere(file: string | null): Promise<boolean> {
  if (file === null) return false;
  try {
    await lstat(file);
    return true;
  } catch (error) {
    // Only what is surely not there is missing.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}
