import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setBrokenSettingsAside } from './broken-settings.ts';
import { defaultSettingsFile, keptInMemory, type SettingsBacking, type SettingsFile } from './settings.ts';

/** Writes the settings whole: after a crash the file is the old or the new one. */
export type WriteSettings = (file: SettingsFile) => void;

/** Settings that can be read before what writes them is loaded. */
export interface EarlySettings extends SettingsBacking {
  /** From now on changes are written by this, and those of before at once. */
  writeWith(write: WriteSettings): void;
}

/**
 * The settings in `<folder>/settings.json`: read here, for the first window, and written by `settings-store.ts`. A file of
 * another version is left as it is: the settings are then those of this run.
 */
export function openSettingsFile(folder: string, report: (line: string) => void): EarlySettings {
  const file = path.join(folder, 'settings.json');
  const checked = setBrokenSettingsAside(file);
  if (!checked.ok) {
    report(`${checked.code}: ${checked.message}`);
    return { ...keptInMemory(checked.code === 'file-newer' ? 'newer' : 'older'), writeWith: () => {} };
  }
  if (checked.value !== null)
    report(`the settings file could not be read; it was renamed to ${checked.value}`);
  let content: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : defaultSettingsFile;
  let unwritten: SettingsFile | null = null;
  let write: WriteSettings = (next) => {
    unwritten = next;
  };
  return {
    otherVersion: null,
    read: () => content,
    write(next) {
      content = next;
      write(next);
    },
    writeWith(writer) {
      write = writer;
      if (unwritten !== null) writer(unwritten);
      unwritten = null;
    },
  };
}
