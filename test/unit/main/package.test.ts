import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { declaredElectron } from '../../../electron/main/runtime.ts';

/** The lines of one block of the file: its own schema is flat enough to be read without a YAML parser. */
function block(name: string): string[] {
  const lines = readFileSync('electron-builder.yml', 'utf8').split('\n');
  const start = lines.indexOf(`${name}:`);
  expect(start, `a block ${name}`).toBeGreaterThanOrEqual(0);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line !== '' && !line.startsWith(' '));
  return rest
    .slice(0, end === -1 ? undefined : end)
    .flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

describe('electron-builder.yml', () => {
  test('sets every fuse', () => {
    expect(block('electronFuses')).toEqual([
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableCookieEncryption: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
      'loadBrowserProcessSpecificV8Snapshot: false',
    ]);
  });

  test('packs the bundles, the manifest and the licence, and nothing else', () => {
    expect(block('files')).toEqual([
      "- '!**/*'",
      '- out/**/*',
      "- '!out/**/*.map'",
      "# The cold station's own entry: nothing of the desktop starts it.",
      "- '!out/main/cold.js'",
      '- package.json',
      '- LICENSE',
    ]);
  });

  test('takes the declared Electron into one archive and sets no url scheme', () => {
    const text = readFileSync('electron-builder.yml', 'utf8');
    expect(text).toContain(`\nelectronVersion: ${declaredElectron}\n`);
    expect(text).toContain('\nasar: true\n');
    expect(text).toContain('\nnpmRebuild: false\n');
    expect(text).not.toMatch(/protocols|asarUnpack|extraFiles|extraResources|electronDist|mimeTypes/);
  });
});
