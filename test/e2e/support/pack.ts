import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder, run } from '../../../electron/cli/electron-runtime.ts';

/**
 * Packages the built console around an Electron that lies here already; nothing is fetched.
 *
 * @returns the folder of the unpacked package
 */
export async function packAround(executable: string, version: string, output: string): Promise<string> {
  const builder = path.join(projectFolder, 'node_modules', 'electron-builder', 'cli.js');
  const packed = await run(
    process.execPath,
    [
      builder,
      '--linux',
      'dir',
      `-c.electronDist=${path.dirname(executable)}`,
      `-c.electronVersion=${version}`,
      `-c.directories.output=${output}`,
    ],
    projectFolder,
  );
  if (packed.code !== 0) throw new Error(`electron-builder failed:\n${packed.output}`);
  return path.join(output, 'linux-unpacked');
}

interface AsarFolder {
  readonly files: Readonly<Record<string, AsarFolder | { readonly size: number }>>;
}

/** Every file of an asar archive. Its header is JSON behind four little-endian lengths of Chromium's pickle format. */
export function listAsar(archive: string): readonly string[] {
  const bytes = readFileSync(archive);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as AsarFolder;
  const walk = (folder: AsarFolder, above: string): string[] =>
    Object.entries(folder.files).flatMap(([name, entry]) =>
      'files' in entry ? walk(entry, `${above}${name}/`) : [`${above}${name}`],
    );
  return walk(header, '');
}
