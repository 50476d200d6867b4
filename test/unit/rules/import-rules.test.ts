import { describe, expect, test } from 'vitest';
import { lintFiles } from '../../support/lint-files.ts';

/** Which file may not import what. Each stands for an attack or a decay that the rooms are there to stop. */
const refused: readonly (readonly [file: string, module: string, name?: string])[] = [
  ['electron/core/a1.ts', 'node:fs'],
  ['electron/core/a2.ts', 'electron'],
  ['electron/core/a3.ts', '../signer/client.ts'],
  ['electron/core/a4.ts', 'react'],
  ['electron/core/deep/a5.ts', '../../networks/codec.ts'],
  ['electron/stronghold/a1.ts', '../networks/codec.ts'],
  ['electron/stronghold/a2.ts', 'node:http'],
  ['electron/stronghold/a3.ts', 'node:child_process'],
  ['electron/networks/iota/a1.ts', '../../stronghold/state.ts'],
  ['electron/networks/iota/a2.ts', '../../store/store.ts'],
  ['electron/networks/practice/a3.ts', '../../console/views.ts'],
  ['electron/store/a1.ts', '../console/views.ts'],
  ['electron/store/a2.ts', '../networks/network.ts'],
  ['electron/signer/a1.ts', '../networks/network.ts'],
  ['electron/signer/a2.ts', '../networks/iota/network.ts'],
  ['electron/signer/a3.ts', '../networks/practice/practice-node.ts'],
  ['electron/signer/a4.ts', '@iota/iota-sdk/client'],
  ['electron/signer/a5.ts', 'node:https'],
  ['electron/signer/a6.ts', 'node:dns'],
  ['electron/signer/a7.ts', '../store/store.ts'],
  ['electron/signer/a8.ts', '../console/views.ts'],
  ['electron/signer/a9.ts', 'electron'],
  ['electron/console/a1.ts', '../main/settings.ts'],
  ['electron/console/a2.ts', '../ipc/contract.ts'],
  ['electron/console/a3.ts', '../signer/open-vault.ts'],
  ['electron/console/a4.ts', '../signer/sealed-state.ts'],
  ['electron/console/a5.ts', 'electron'],
  ['electron/ipc/a1.ts', '../store/store.ts'],
  ['electron/ipc/a2.ts', '../console/open-treasury.ts'],
  ['electron/ipc/a3.ts', 'electron'],
  ['electron/preload/a1.ts', '../ipc/contract.ts'],
  ['electron/preload/a2.ts', 'electron', 'webFrame'],
  ['electron/preload/a3.ts', 'valibot'],
  ['electron/main/a1.ts', 'electron', 'shell'],
  ['electron/main/a2.ts', 'electron', 'ipcMain'],
  ['electron/main/a3.ts', 'electron', 'utilityProcess'],
  ['electron/main/a4.ts', 'electron', 'net'],
  ['electron/main/a5.ts', 'electron-store'],
  ['electron/main/a6.ts', 'node:child_process'],
  ['electron/main/a7.ts', '../../renderer/state/call.ts'],
  ['electron/main/open-external.ts', 'electron', 'ipcMain'],
  ['electron/main/raw-ipc.ts', 'electron', 'shell'],
  ['electron/cli/a1.ts', 'node:child_process'],
  ['electron/cli/a2.ts', 'electron'],
  ['electron/cli/a3.ts', '../main/app.ts'],
  ['renderer/a1.ts', 'node:fs'],
  ['renderer/a2.ts', 'electron'],
  ['renderer/a3.ts', '../electron/main/settings.ts'],
  ['renderer/screens/a4.ts', '../../electron/store/store.ts'],
  ['renderer/a5.ts', '../electron/ipc/serve.ts'],
  ['renderer/a6.ts', '../electron/console/open-treasury.ts'],
  ['test/unit/a1.ts', 'node:child_process'],
  ['test/unit/a2.ts', 'electron'],
];

const allowed: readonly (readonly [file: string, module: string, name?: string])[] = [
  ['electron/core/b1.ts', '@noble/hashes/blake2.js'],
  ['electron/core/deep/b2.ts', '../digest.ts'],
  ['electron/signer/b1.ts', '../networks/codec.ts'],
  ['electron/signer/b2.ts', '../networks/iota/codec.ts'],
  ['electron/signer/b3.ts', '../stronghold/state.ts'],
  ['electron/console/b1.ts', '../signer/client.ts'],
  ['electron/ipc/b1.ts', '../console/views.ts'],
  ['electron/main/open-external.ts', 'electron', 'shell'],
  ['electron/main/raw-ipc.ts', 'electron', 'ipcMain'],
  ['electron/main/b1.ts', 'electron', 'BrowserWindow'],
  ['electron/preload/index.ts', 'electron', 'contextBridge'],
  ['electron/cli/start.ts', 'node:child_process'],
  ['electron/cli/spawn-signer.ts', 'node:child_process'],
  ['renderer/b1.ts', '../electron/ipc/contract.ts'],
];

const asFile = ([place, module, name = 'thing']: readonly [string, string, string?]) => ({
  place,
  text: `import { ${name} } from '${module}';\n\nexport const used = ${name};\n`,
});

describe('the rooms of the project', () => {
  const reports = lintFiles(refused.map(asFile));
  const peace = lintFiles(allowed.map(asFile));

  test.each(refused.map(([place, module]) => [place, module] as const))(
    '%s is refused to import %s',
    (place) => {
      expect(reports.get(place)).toContain('noRestrictedImports');
    },
  );

  test.each(allowed.map(([place, module]) => [place, module] as const))('%s may import %s', (place) => {
    expect(peace.get(place)).not.toContain('noRestrictedImports');
  });

  test('a namespace or default import of Electron does not slip shell through', () => {
    const sly = lintFiles([
      {
        place: 'electron/main/c1.ts',
        text: "import electron from 'electron';\nexport const used = electron.shell;\n",
      },
      {
        place: 'electron/main/c2.ts',
        text: "import * as electron from 'electron';\nexport const used = electron.shell;\n",
      },
      { place: 'electron/main/c3.ts', text: "export { shell } from 'electron';\n" },
      { place: 'electron/signer/c4.ts', text: "export const used = () => import('node:http');\n" },
      { place: 'electron/signer/c5.ts', text: "export * from 'node:net';\n" },
    ]);
    for (const [place, rules] of sly) expect(rules, place).toContain('noRestrictedImports');
  });

  test('eval and dangerous markup are refused everywhere', () => {
    const report = lintFiles([
      { place: 'electron/main/d1.ts', text: "export const used = eval('1');\n" },
      {
        place: 'renderer/d2.tsx',
        text: "export const Used = () => <div dangerouslySetInnerHTML={{ __html: '' }} />;\n",
      },
    ]);
    expect(report.get('electron/main/d1.ts')).toContain('noGlobalEval');
    expect(report.get('renderer/d2.tsx')).toContain('noDangerouslySetInnerHtml');
  });
});
