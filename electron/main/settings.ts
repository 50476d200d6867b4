import * as v from 'valibot';
import { type AppView, defaultNotifications, type Settings, settingsSchema } from '../contract/app.ts';
import { parseWith } from '../core/schema.ts';

const pixels = v.pipe(v.number(), v.safeInteger(), v.minValue(-100_000), v.maxValue(100_000));

const windowStateSchema = v.strictObject({
  width: v.pipe(pixels, v.minValue(1)),
  height: v.pipe(pixels, v.minValue(1)),
  position: v.nullable(v.strictObject({ x: pixels, y: pixels })),
});
export type WindowState = v.InferOutput<typeof windowStateSchema>;

const recentSchema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  folder: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
});
type RecentTreasury = v.InferOutput<typeof recentSchema>;

/** How many treasuries are remembered. */
const recentLimit = 10;

/** The version of the settings file. */
export const SETTINGS_VERSION = 1;

const storedSettingsSchema = v.strictObject({
  ...settingsSchema.entries,
  /** A file of before has none. */
  notifications: v.optional(settingsSchema.entries.notifications, defaultNotifications),
});

/** The settings file: what this person likes on this machine. Nothing of it is money or a secret. */
export const settingsFileSchema = v.strictObject({
  version: v.literal(SETTINGS_VERSION),
  settings: storedSettingsSchema,
  recent: v.pipe(v.array(recentSchema), v.maxLength(recentLimit)),
  window: v.nullable(windowStateSchema),
});
export type SettingsFile = v.InferOutput<typeof settingsFileSchema>;

export const defaultSettingsFile: SettingsFile = {
  version: SETTINGS_VERSION,
  settings: { theme: 'system', idleLockSeconds: 300, notifications: defaultNotifications },
  recent: [],
  window: null,
};

/** Where the settings lie: a file that electron-store writes in the app, a plain object in tests. */
export interface SettingsBacking {
  /** Where the file is another version's: it is neither read nor written, and the settings are those of this run. */
  readonly otherVersion: AppView['otherSettings'];
  read(): unknown;
  write(file: SettingsFile): void;
}

/** Settings that end with the program, and start with the defaults. */
export function keptInMemory(otherVersion: AppView['otherSettings']): SettingsBacking {
  let file = defaultSettingsFile;
  return {
    otherVersion,
    read: () => file,
    write(next) {
      file = next;
    },
  };
}

export interface SettingsStore {
  readonly otherVersion: AppView['otherSettings'];
  read(): Settings;
  write(settings: Settings): void;
  /** Latest first. */
  recent(): readonly RecentTreasury[];
  /** Puts a treasury to the head of the list; a folder is in it once. */
  remember(treasury: RecentTreasury): void;
  forget(folder: string): void;
  windowState(): WindowState | null;
  keepWindowState(state: WindowState): void;
}

/**
 * Settings over a backing whose every reading is checked: what does not fit the schema counts as never written.
 * `onSettings` is told of each change.
 */
export function createSettingsStore(
  backing: SettingsBacking,
  onSettings: (settings: Settings) => void,
): SettingsStore {
  const readFile = (): SettingsFile => {
    const parsed = parseWith(settingsFileSchema, backing.read());
    return parsed.ok ? parsed.value : defaultSettingsFile;
  };
  const change = (members: Partial<SettingsFile>): void =>
    backing.write(v.parse(settingsFileSchema, { ...readFile(), ...members }));
  const others = (folder: string): RecentTreasury[] =>
    readFile().recent.filter((treasury) => treasury.folder !== folder);

  return {
    otherVersion: backing.otherVersion,
    read: () => readFile().settings,
    write(settings) {
      change({ settings });
      onSettings(settings);
    },
    recent: () => readFile().recent,
    remember: (treasury) => change({ recent: [treasury, ...others(treasury.folder)].slice(0, recentLimit) }),
    forget: (folder) => change({ recent: others(folder) }),
    windowState: () => readFile().window,
    keepWindowState: (window) => change({ window }),
  };
}
