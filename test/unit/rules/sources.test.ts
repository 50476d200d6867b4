import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importGraph } from '../../support/import-graph.ts';

const sources = ['electron/**/*.ts', 'renderer/**/*.{ts,tsx}'].flatMap((pattern) => globSync(pattern));
const read = (file: string) => readFileSync(file, 'utf8');

test('no source makes code from text', () => {
  const making = sources.filter((file) =>
    /\bnew Function\(|\bFunction\(['"`]|\bset(?:Timeout|Interval)\(['"`]/.test(read(file)),
  );
  expect(making).toEqual([]);
});

test('the window takes only types from the contract and the views: no schema reaches its bundle', () => {
  const valueImport = /import\s+(?!type\b)[^;]*?from\s+'[^']*electron\/(?:contract|console)\/[^']*'/;
  expect(sources.filter((file) => file.startsWith('renderer') && valueImport.test(read(file)))).toEqual([]);
});

test('the bundle of the preload script is five small files and nothing of a library', () => {
  const graph = importGraph('electron/preload/index.ts');
  expect([...graph.modules.keys()]).toEqual(['electron']);
  expect([...graph.files].map((file) => file.split('/electron/')[1]).sort()).toEqual([
    'contract/bridge.ts',
    'contract/channels.ts',
    'contract/shown-place.ts',
    'core/wipe.ts',
    'preload/index.ts',
  ]);
});

test('no source starts a crash reporter, makes an url scheme of the system or reads arguments in the app', () => {
  const app = sources.filter((file) =>
    /^electron\/(?:main|preload|contract|console|stations|doors)\//.test(file),
  );
  const naming = app.filter((file) =>
    /crashReporter|setAsDefaultProtocolClient|process\.argv/.test(read(file)),
  );
  expect(naming).toEqual([]);
});

test('the sandbox of every window is asked for before the app is ready, and a second start is refused', () => {
  const entry = read('electron/main/index.ts');
  expect(entry).toContain('app.enableSandbox()');
  expect(entry.indexOf('app.enableSandbox()')).toBeLessThan(entry.indexOf('.whenReady()'));
  expect(entry).toContain('app.requestSingleInstanceLock()');
});
