import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decideRuntime, declaredElectron } from '../../../electron/main/runtime.ts';

test('the declared Electron is that of package.json', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(manifest.devDependencies.electron).toBe(declaredElectron);
});

test('the declared release is official, packaged or not', () => {
  for (const packaged of [true, false]) {
    expect(decideRuntime({ electron: declaredElectron, packaged, marked: false })).toEqual({
      ok: true,
      value: { kind: 'official', electron: declaredElectron },
    });
  }
});

test.each([
  ['another release', '42.0.0', false],
  ['a later release', '45.3.5', false],
  ['a marked repack of another release', '42.0.0', true],
  ['a marked repack that claims the declared release', declaredElectron, true],
])('%s is an evaluation when unpackaged and never a package', (_name, electron, marked) => {
  expect(decideRuntime({ electron, packaged: false, marked })).toEqual({
    ok: true,
    value: { kind: 'evaluation', electron },
  });
  expect(decideRuntime({ electron, packaged: true, marked })).toMatchObject({
    ok: false,
    code: 'runtime-practice-only',
  });
});
