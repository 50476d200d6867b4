import path from 'node:path';
import Store from 'electron-store';
import { setBrokenSettingsAside } from './broken-settings.ts';
import { defaultSettingsFile, keptInMemory, type SettingsBacking, type SettingsFile } from './settings.ts';

/**
 * The settings in `<folder>/settings.json`, written atomically by electron-store, readable by this user only. A file of
 * another version is left as it is: the settings are then those of this run.
 */
export function openSettingsFile(folder: string, report: (line: string) => void): SettingsBacking {
  const checked = setBrokenSettingsAside(path.join(folder, 'settings.json'));
  if (!checked.ok) {
    report(`${checked.code}: ${checked.message}`);
    return keptInMemory(checked.code === 'file-newer' ? 'newer' : 'older');
  }
  if (checked.value !== null)
    report(`the settings file could not be read; it was renamed to ${checked.value}`);
  const store = new Store<SettingsFile>({
    cwd: folder,
    name: 'settings',
    defaults: defaultSettingsFile,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  });
  return {
    otherVersion: null,
    read: () => store.store,
    write: (file) => {
      store.store = file;
    },
  };
}
