import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultSettingsFile } from '../../../electron/main/settings.ts';
import { openSettingsFile } from '../../../electron/main/settings-file.ts';

const dark = {
  ...defaultSettingsFile,
  settings: { ...defaultSettingsFile.settings, theme: 'dark' as const },
};

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const open = (folder: string) => openSettingsFile(folder, () => {});

test('a change is seen at once, and written as soon as there is what writes it', () => {
  const settings = open(emptyFolder());
  expect(settings.read()).toEqual(defaultSettingsFile);
  settings.write(defaultSettingsFile);
  settings.write(dark);
  expect(settings.read()).toEqual(dark);
  const written: unknown[] = [];
  settings.writeWith((file) => written.push(file));
  expect(written, 'the last of them').toEqual([dark]);
  settings.write(defaultSettingsFile);
  expect(written).toEqual([dark, defaultSettingsFile]);
});

test('settings that nobody changed are not written', () => {
  const folder = emptyFolder();
  const written: unknown[] = [];
  open(folder).writeWith((file) => written.push(file));
  expect([written, readdirSync(folder)]).toEqual([[], []]);
});

test('settings of before are there at the next start', () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(dark));
  expect(open(folder).read()).toEqual(dark);
});

test('a file of a newer version is neither read nor written', () => {
  const folder = emptyFolder();
  const newer = JSON.stringify({ version: 99 });
  writeFileSync(path.join(folder, 'settings.json'), newer);
  const settings = open(folder);
  settings.writeWith(() => expect.unreachable());
  settings.write(dark);
  expect(settings.otherVersion).toBe('newer');
  expect(readFileSync(path.join(folder, 'settings.json'), 'utf8')).toBe(newer);
});
