import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultNotifications } from '../../../electron/contract/app.ts';
import { setBrokenSettingsAside } from '../../../electron/main/broken-settings.ts';
import { createSettingsStore, defaultSettingsFile, keptInMemory } from '../../../electron/main/settings.ts';

const dark = { ...defaultSettingsFile.settings, theme: 'dark', idleLockSeconds: 60 } as const;

function storeOver(content: unknown) {
  const file = { content };
  const told: unknown[] = [];
  const store = createSettingsStore(
    {
      otherVersion: null,
      read: () => file.content,
      write: (next) => {
        file.content = next;
      },
    },
    (settings) => told.push(settings),
  );
  return { store, file, told };
}

describe('settings', () => {
  test('start with their defaults', () => {
    const { store } = storeOver(undefined);
    expect(store.read()).toEqual({
      theme: 'system',
      idleLockSeconds: 300,
      notifications: defaultNotifications,
    });
    expect(store.recent()).toEqual([]);
    expect(store.windowState()).toBeNull();
  });

  test('are kept and told', () => {
    const { store, told } = storeOver(defaultSettingsFile);
    store.write(dark);
    store.keepWindowState({ width: 1300, height: 900, position: null });
    expect(store.read()).toEqual(dark);
    expect(store.windowState()).toEqual({ width: 1300, height: 900, position: null });
    expect(told).toEqual([dark]);
  });

  test.each([
    ['an idle lock that never comes', { theme: 'dark', idleLockSeconds: 1e9 }],
    ['an idle lock of no number', { theme: 'dark', idleLockSeconds: 'never' }],
    ['an unknown member', { theme: 'dark', idleLockSeconds: 60, unlocked: true }],
  ])('written from outside with %s count as never written', (_name, settings) => {
    const { store } = storeOver({ ...defaultSettingsFile, settings });
    expect(store.read()).toEqual(defaultSettingsFile.settings);
  });

  test('of before there were notifications are kept, with those that are usual', () => {
    const { store } = storeOver({ ...defaultSettingsFile, settings: { theme: 'dark', idleLockSeconds: 60 } });
    expect(store.read()).toEqual(dark);
  });

  test('of a file from before the first steps could be put away are kept', () => {
    const { store } = storeOver(defaultSettingsFile);
    store.write(dark);
    store.write({ ...store.read(), firstSteps: 'put-away' });
    expect(store.read()).toEqual({ ...dark, firstSteps: 'put-away' });
  });

  test('that do not fit are a bug and are not written', () => {
    const { store, file, told } = storeOver(defaultSettingsFile);
    expect(() => store.write({ ...dark, idleLockSeconds: 1 })).toThrow();
    expect(file.content).toEqual(defaultSettingsFile);
    expect(told).toEqual([]);
  });
});

describe('recent treasuries', () => {
  test('the latest is first, each folder once, ten at most', () => {
    const { store } = storeOver(defaultSettingsFile);
    for (let number = 1; number <= 12; number += 1)
      store.remember({ name: `T${number}`, folder: `/t/${number}` });
    store.remember({ name: 'T5 renamed', folder: '/t/5' });
    expect(store.recent().map(({ name }) => name)).toEqual([
      'T5 renamed',
      'T12',
      'T11',
      'T10',
      'T9',
      'T8',
      'T7',
      'T6',
      'T4',
      'T3',
    ]);
    store.forget('/t/5');
    expect(store.recent()).toHaveLength(9);
  });
});

describe('a settings file that cannot be read', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sallyport-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['half written', '{"version":1,"sett'],
    ['empty', ''],
    ['of no version', JSON.stringify({ ...defaultSettingsFile, version: 'one' })],
    ['binary', '\0\x01\x02'],
    ['with a member too many', JSON.stringify({ ...defaultSettingsFile, seed: 'x' })],
  ])('because it is %s is kept aside, never overwritten', (_name, content) => {
    const file = path.join(folder, 'settings.json');
    writeFileSync(file, content);
    expect(setBrokenSettingsAside(file)).toEqual({ ok: true, value: `${file}.broken-1` });
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, 'broken again');
    expect(setBrokenSettingsAside(file)).toEqual({ ok: true, value: `${file}.broken-2` });
    expect(readFileSync(`${file}.broken-1`, 'utf8')).toBe(content);
    expect(readFileSync(`${file}.broken-2`, 'utf8')).toBe('broken again');
  });

  test.each([
    ['newer', { ...defaultSettingsFile, version: 2, accent: 'green' }, 'file-newer'],
    ['older', { version: 0 }, 'file-older'],
  ])('a %s one is refused and stays where it is', (_name, content, code) => {
    const file = path.join(folder, 'settings.json');
    writeFileSync(file, JSON.stringify(content));
    expect(setBrokenSettingsAside(file)).toMatchObject({ ok: false, code });
    expect(readdirSync(folder)).toEqual(['settings.json']);
    expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(content));
  });

  test('a sound or missing one stays', () => {
    const file = path.join(folder, 'settings.json');
    expect(setBrokenSettingsAside(file)).toEqual({ ok: true, value: null });
    writeFileSync(file, JSON.stringify(defaultSettingsFile));
    expect(setBrokenSettingsAside(file)).toEqual({ ok: true, value: null });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});

describe('settings whose file is of another version', () => {
  test('start with their defaults, and change for this run only', () => {
    const start = () => createSettingsStore(keptInMemory('newer'), () => {});
    const store = start();
    expect(store.otherVersion).toBe('newer');
    store.write(dark);
    store.remember({ name: 'T', folder: '/t' });
    expect(store.read()).toEqual(dark);
    expect(store.recent()).toEqual([{ name: 'T', folder: '/t' }]);
    expect(start().read()).toEqual(defaultSettingsFile.settings);
    expect(start().recent()).toEqual([]);
  });
});
