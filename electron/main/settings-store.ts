import Store from 'electron-store';
import { closeForeignChannels } from './raw-ipc.ts';
import { defaultSettingsFile, type SettingsFile } from './settings.ts';
import type { WriteSettings } from './settings-file.ts';

/**
 * Writes `<folder>/settings.json` by electron-store: atomically, readable by this user only. It is loaded behind the first
 * picture, and touches the file with the first change only.
 */
export function settingsStore(folder: string): WriteSettings {
  let store: Store<SettingsFile> | null = null;
  return (file) => {
    store ??= openStore(folder);
    store.store = file;
  };
}

function openStore(folder: string): Store<SettingsFile> {
  const store = new Store<SettingsFile>({
    cwd: folder,
    name: 'settings',
    defaults: defaultSettingsFile,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  });
  closeForeignChannels();
  return store;
}
