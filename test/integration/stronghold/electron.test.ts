import { createHash } from 'node:crypto';
import { mnemonicToSeed } from '@scure/bip39';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installedElectron } from '../../support/installed-electron.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { startChild } from '../../support/start-child.ts';
import { didFile, version2Files, version3Files } from '../../support/stronghold-fixtures.ts';

const executable = await installedElectron();
const script = new URL('./electron-child.ts', import.meta.url);

let folder: PrivateFolder;
beforeEach(() => {
  folder = makePrivateFolder();
});
afterEach(() => folder.remove());

it.skipIf(executable === null)(
  "under Electron's BoringSSL all official files open and migrate, and a new one is made and read",
  async () => {
    const wallets = [...version2Files, ...version3Files];
    const parameters: string[] = [];
    for (const [i, { fixture, password }] of wallets.entries()) {
      parameters.push(await folder.copy(fixture.file, `${i}.stronghold`), password);
    }
    parameters.push(await folder.copy(didFile.fixture.file, 'did.stronghold'), didFile.password);
    const child = startChild(script, [folder.at('own.stronghold'), ...parameters], {
      executable: executable!,
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
    expect(await child.exited).toBe(0);
    const report = JSON.parse(child.output()) as { electron: string | null; read: string[]; again: unknown };
    expect(report.electron).not.toBeNull();
    const seeds = await Promise.all(
      wallets.map(async ({ words }) =>
        createHash('sha256')
          .update(await mnemonicToSeed(words))
          .digest('hex'),
      ),
    );
    expect(report.read).toEqual([...seeds, 'stronghold-no-seed']);
    expect(report.again).toBe(true);
  },
);
