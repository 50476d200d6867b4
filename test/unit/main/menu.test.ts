import { expect, test } from 'vitest';
import { menuTemplate } from '../../../electron/main/menu.ts';

type Entry = {
  readonly role?: string;
  readonly label?: string;
  readonly submenu?: unknown;
  readonly click?: unknown;
};

const entries = (menu: readonly unknown[]): Entry[] =>
  (menu as readonly Entry[]).flatMap((entry) => [
    entry,
    ...(Array.isArray(entry.submenu) ? entries(entry.submenu) : []),
  ]);
const menu = (packaged: boolean, done: string[] = []) =>
  entries(
    menuTemplate({
      platform: 'linux',
      packaged,
      lockNow: () => done.push('lock'),
      openGuide: () => done.push('guide'),
      openHelp: () => done.push('help'),
    }),
  );

test('a package has no developer tools and no way to load a page', () => {
  const roles = menu(true).map(({ role }) => role?.toLowerCase());
  for (const role of ['toggledevtools', 'reload', 'forcereload', 'viewmenu', 'windowmenu'])
    expect(roles).not.toContain(role);
  expect(menu(false).map(({ role }) => role)).toContain('toggleDevTools');
});

test('text can be edited and enlarged', () => {
  const roles = menu(true).map(({ role }) => role);
  for (const role of [
    'cut',
    'copy',
    'paste',
    'selectAll',
    'undo',
    'redo',
    'zoomIn',
    'zoomOut',
    'resetZoom',
    'quit',
  ])
    expect(roles).toContain(role);
});

test('locking and help do what they say', () => {
  const done: string[] = [];
  for (const label of ['Lock now', 'Guide', 'IOTA documentation']) {
    const entry = menu(true, done).find((each) => each.label === label);
    expect(entry, label).toBeDefined();
    (entry!.click as () => void)();
  }
  expect(done).toEqual(['lock', 'guide', 'help']);
});
