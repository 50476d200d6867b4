import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importCircles, importFaults, refusedImports, roomOf } from '../../support/check-imports.ts';
import { projectSources, type Source } from '../../support/import-graph.ts';
import { importsOf } from '../../support/imports-of.ts';

type Case = readonly [file: string, module: string, name?: string];

/** Which file may not import what. Each case is an attack or a decay that the rooms are there to stop. */
const refused: readonly Case[] = [
  ['electron/core/a1.ts', 'node:fs'],
  ['electron/core/a2.ts', 'electron'],
  ['electron/core/a3.ts', '../signer/client.ts'],
  ['electron/core/a4.ts', 'react'],
  ['electron/core/deep/a5.ts', '../../chains/chain.ts'],
  ['electron/core/a6.ts', '../chains/iota/pure/codec.ts'],
  ['electron/core/a7.ts', '../contract/contract.ts'],
  ['electron/core/a8.ts', '../../../elsewhere/a.ts'],
  ['electron/stronghold/a1.ts', '../chains/chain.ts'],
  ['electron/stronghold/a2.ts', 'node:http'],
  ['electron/stronghold/a3.ts', 'node:child_process'],
  ['electron/chains/a1.ts', './iota/pure/codec.ts'],
  ['electron/chains/registry.ts', './iota/online/line.ts'],
  ['electron/chains/iota/pure/a1.ts', '../online/line.ts'],
  ['electron/chains/iota/pure/a2.ts', '@iota/iota-sdk/bcs'],
  ['electron/chains/iota/pure/a3.ts', 'node:https'],
  ['electron/chains/iota/pure/a4.ts', '../../registry.ts'],
  ['electron/chains/iota/online/a1.ts', '../../../stronghold/state.ts'],
  ['electron/chains/iota/online/a2.ts', '../../../books/books.ts'],
  ['electron/chains/iota/online/a3.ts', '../../other/pure/codec.ts'],
  ['electron/practice/a1.ts', '../console/station.ts'],
  ['electron/books/a1.ts', '../contract/contract.ts'],
  ['electron/books/a2.ts', '../chains/line.ts'],
  ['electron/books/sqlite/a3.ts', 'node:net'],
  ['electron/signer/a1.ts', '../chains/lines.ts'],
  ['electron/signer/a2.ts', '../chains/iota/online/line.ts'],
  ['electron/signer/a3.ts', '../practice/practice-node.ts'],
  ['electron/signer/a4.ts', '@iota/iota-sdk/client'],
  ['electron/signer/a5.ts', 'node:https'],
  ['electron/signer/a6.ts', 'node:dns'],
  ['electron/signer/a7.ts', '../books/books.ts'],
  ['electron/signer/a8.ts', '../console/station.ts'],
  ['electron/signer/a9.ts', 'electron'],
  ['electron/signer/a10.ts', 'ws'],
  ['electron/signer/a11.ts', '../contract/contract.ts'],
  ['electron/console/a1.ts', '../main/settings.ts'],
  ['electron/console/a2.ts', '../stations/desk.ts'],
  ['electron/console/a3.ts', '../signer/open-vault.ts'],
  ['electron/console/a4.ts', '../signer/sealed-state.ts'],
  ['electron/console/a5.ts', 'electron'],
  ['electron/console/a6.ts', '../chains/iota/pure/codec.ts'],
  ['electron/console/a7.ts', '../chains/lines.ts'],
  ['electron/console/a8.ts', '../books/sqlite/client.ts'],
  ['electron/console/a9.ts', '../practice/practice-node.ts'],
  ['electron/console/movements/a10.ts', 'pdfkit'],
  ['electron/console/movements/a11.ts', 'node:net'],
  ['electron/contract/a1.ts', '../books/books.ts'],
  ['electron/contract/a2.ts', '../console/station.ts'],
  ['electron/contract/a3.ts', 'electron'],
  ['electron/stations/a1.ts', '../main/settings.ts'],
  ['electron/stations/a2.ts', 'electron'],
  ['electron/stations/a3.ts', 'node:net'],
  ['electron/stations/a4.ts', 'node:https'],
  ['electron/stations/a5.ts', '../signer/open-vault.ts'],
  ['electron/stations/a6.ts', '../cli/demo.ts'],
  ['electron/preload/a1.ts', '../contract/contract.ts'],
  ['electron/preload/a2.ts', 'electron', 'webFrame'],
  ['electron/preload/a3.ts', 'valibot'],
  ['electron/preload/a4.ts', '../core/result.ts'],
  ['electron/main/a1.ts', 'electron', 'shell'],
  ['electron/main/a2.ts', 'electron', 'ipcMain'],
  ['electron/main/a3.ts', 'electron', 'utilityProcess'],
  ['electron/main/a4.ts', 'electron', 'net'],
  ['electron/main/a5.ts', 'electron-store'],
  ['electron/main/a6.ts', 'node:child_process'],
  ['electron/main/a7.ts', '../../renderer/state/call.ts'],
  ['electron/main/a8.ts', '../cli/start.ts'],
  ['electron/main/a9.ts', '../books/sqlite/client.ts'],
  ['electron/main/a10.ts', 'child_process'],
  ['electron/main/a11.ts', 'node:cluster'],
  ['electron/main/open-external.ts', 'electron', 'ipcMain'],
  ['electron/main/raw-ipc.ts', 'electron', 'shell'],
  ['electron/main/spawn-signer.ts', 'electron', 'shell'],
  ['electron/main/settings-file.ts', 'electron', 'utilityProcess'],
  ['electron/cli/a1.ts', 'node:child_process'],
  ['electron/cli/a2.ts', 'electron'],
  ['electron/cli/a3.ts', '../main/app.ts'],
  ['electron/cli/a4.ts', '../../renderer/texts/errors.ts'],
  ['renderer/a1.ts', 'node:fs'],
  ['renderer/a2.ts', 'electron'],
  ['renderer/a3.ts', '../electron/main/settings.ts'],
  ['renderer/screens/a4.ts', '../../electron/books/books.ts'],
  ['renderer/a5.ts', '../electron/contract/serve.ts'],
  ['renderer/a6.ts', '../electron/console/station.ts'],
  ['renderer/a7.ts', 'valibot'],
  ['renderer/a8.ts', '@iota/iota-sdk/client'],
  ['renderer/a9.ts', '../test/support/fake-bridge.ts'],
  ['test/unit/a1.ts', 'node:child_process'],
  ['test/unit/a2.ts', 'electron'],
];

const allowed: readonly Case[] = [
  ['electron/core/b1.ts', '@noble/hashes/blake2.js'],
  ['electron/core/deep/b2.ts', '../digest.ts'],
  ['electron/chains/registry.ts', './iota/pure/codec.ts'],
  ['electron/chains/lines.ts', './iota/online/line.ts'],
  ['electron/chains/iota/pure/b1.ts', '../../chain.ts'],
  ['electron/chains/iota/online/b2.ts', '../pure/codec.ts'],
  ['electron/chains/iota/online/b3.ts', '@iota/iota-sdk/client'],
  ['electron/signer/b1.ts', '../chains/chain.ts'],
  ['electron/signer/b2.ts', '../chains/registry.ts'],
  ['electron/signer/b3.ts', '../stronghold/state.ts'],
  ['electron/console/b1.ts', '../signer/client.ts'],
  ['electron/console/movements/b2.ts', '../../books/books.ts'],
  ['electron/console/b3.ts', '../contract/movement.ts'],
  ['electron/contract/b1.ts', '../core/result.ts'],
  ['electron/stations/b1.ts', '../chains/lines.ts'],
  ['electron/stations/b2.ts', '../books/sqlite/client.ts'],
  ['electron/main/open-external.ts', 'electron', 'shell'],
  ['electron/main/raw-ipc.ts', 'electron', 'ipcMain'],
  ['electron/main/spawn-signer.ts', 'electron', 'utilityProcess'],
  ['electron/main/settings-store.ts', 'electron-store'],
  ['electron/main/b1.ts', 'electron', 'BrowserWindow'],
  ['electron/preload/index.ts', 'electron', 'contextBridge'],
  ['electron/cli/start.ts', 'node:child_process'],
  ['electron/cli/spawn-signer.ts', 'node:child_process'],
  ['renderer/b1.ts', '../electron/core/result.ts'],
  ['test/unit/b1.ts', '../../electron/signer/open-vault.ts'],
];

const source = (file: string, text: string): Source => ({ file, imports: importsOf(file, text) });
const refusals = (file: string, text: string) => refusedImports(source(file, text));
const named = (cases: readonly Case[]) =>
  cases.map(([file, module, name = 'thing']) => [file, module, name] as const);
const asText = (module: string, name = 'thing') => `import { ${name} } from '${module}';\nvoid ${name};\n`;

describe('the rooms of the project', () => {
  test.each(named(refused))('%s is refused to import %s', (file, module, name) => {
    expect(refusals(file, asText(module, name))).toEqual([
      { file, from: module, rule: expect.stringMatching(/ may import of | is reserved: |no row/) },
    ]);
  });

  test.each(named(allowed))('%s may import %s', (file, module, name) => {
    expect(refusals(file, asText(module, name))).toEqual([]);
  });

  test('an import is refused in every form that it can have', () => {
    const forms = [
      "import net from 'node:net';",
      "import * as net from 'node:net';",
      "import 'node:net';",
      'import { connect } from "node:net";',
      "import { connect as c, type Socket } from 'node:net';",
      "import type { Socket } from 'node:net';",
      "export * from 'node:net';",
      "export * as net from 'node:net';",
      "export { connect } from 'node:net';",
      "export type { Socket } from 'node:net';",
      "export const f = () => import('node:net');",
      'export const f = () => import(`node:net`);',
      "export const f = () => require('node:net');",
      "export const f = () => process.getBuiltinModule('node:net');",
      "export type S = import('node:net').Socket;",
      "export type N = typeof import('node:net');",
      "import {\n  // a remark\n  connect,\n} /* and one more */ from 'node:net';",
    ];
    for (const text of forms) {
      const [refusal, ...more] = refusals('electron/signer/c.ts', text);
      expect(refusal, text).toMatchObject({ from: 'node:net' });
      expect(more, text).toEqual([]);
    }
  });

  test('what is no import is none', () => {
    const texts = [
      'export const text = "import net from \'node:net\'";',
      "// import net from 'node:net';\n/* export * from 'node:net' */",
      'export const text = `\nimport net from "node:net";\n`;',
    ];
    for (const text of texts) expect(refusals('electron/signer/c.ts', text), text).toEqual([]);
  });

  test('a namespace or default import of Electron does not slip shell through', () => {
    for (const text of [
      "import electron from 'electron';\nexport const used = electron.shell;\n",
      "import * as electron from 'electron';\nexport const used = electron.shell;\n",
      "import { shell as harmless } from 'electron';\nvoid harmless;\n",
      "export { shell } from 'electron';\n",
      "export * from 'electron';\n",
      "export const used = () => import('electron');\n",
      "import { shell } from 'electron/main';\nvoid shell;\n",
    ]) {
      expect(refusals('electron/main/c1.ts', text), text).toHaveLength(1);
    }
  });

  test('a name that is computed at run time is refused', () => {
    for (const text of [
      'export const f = (name: string) => import(name);',
      "export const f = (name: string) => import('node:' + name);",
      'export const f = (name: string) => process.getBuiltinModule(name);',
    ]) {
      expect(refusals('electron/main/c1.ts', text), text).toHaveLength(1);
    }
  });

  test('the window takes types of the contract, and nothing that runs', () => {
    const from = "from '../../electron/contract/movement.ts';";
    expect(refusals('renderer/state/c1.ts', `import type { MovementRow } ${from}`)).toEqual([]);
    expect(refusals('renderer/state/c1.ts', `import { type MovementRow } ${from}`)).toEqual([]);
    expect(
      refusals('renderer/state/c1.ts', `import { type MovementRow, movementSchema } ${from}`),
    ).toHaveLength(1);
    expect(refusals('renderer/state/c1.ts', `export * ${from}`)).toHaveLength(1);
  });

  test('a file outside of every room is refused to import anything', () => {
    expect(roomOf('electron/corelike/a.ts')).toBeNull();
    expect(refusals('electron/corelike/a.ts', asText('valibot'))).toHaveLength(1);
  });
});

describe('circles of imports', () => {
  const of = (...files: (readonly [string, string])[]) =>
    importCircles(files.map(([f, text]) => source(f, text)));

  test('are found, by value and by type, each once', () => {
    expect(
      of(
        ['electron/core/a.ts', "import { b } from './b.ts';\nimport { d } from './d.ts';"],
        ['electron/core/b.ts', "import type { C } from './deep/c.ts';"],
        ['electron/core/deep/c.ts', "export const f = () => import('../a.ts');"],
        ['electron/core/d.ts', "export type B = import('./b.ts').B;"],
      ),
    ).toEqual([
      ['electron/core/a.ts', 'electron/core/b.ts', 'electron/core/deep/c.ts', 'electron/core/a.ts'],
    ]);
    expect(of(['renderer/a.ts', "import './a.ts';"])).toEqual([['renderer/a.ts', 'renderer/a.ts']]);
  });

  test('are none where a file starts the process that knows it', () => {
    expect(
      of(
        ['electron/books/client.ts', "new Worker(new URL('./worker.ts', import.meta.url));"],
        ['electron/books/worker.ts', "import type { Verb } from './client.ts';"],
      ),
    ).toEqual([]);
  });
});

test('every import of the project keeps to the table, and none goes in a circle', () => {
  const sources = projectSources(path.join(import.meta.dirname, '..', '..', '..'));
  expect(sources.length).toBeGreaterThan(400);
  expect(importFaults(sources)).toEqual([]);
});
