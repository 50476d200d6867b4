import path from 'node:path';
import Store from 'electron-store';
import { setBrokenSettingsAside } from './broken-settings.ts';
import { defaultSettingsFile, type SettingsBacking, type SettingsFile } from './settings.ts';

/** The settings in `<folder>/settings.json`, written atomically by electron-store, readable by this user only. */
export function openSettingsFile(folder: string): SettingsBacking {
  setBrokenSettingsAside(path.join(folder, 'settings.json'));
  const store = new Store<SettingsFile>({
    cwd: folder,
    name: 'settings',
    defaults: defaultSettingsFile,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  });
  return {
    read: () => store.store,
    write: (file) => {
      store.store = file;
    },
  };
}
