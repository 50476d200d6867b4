/**
 * Who may import whom. A file belongs to the first row that its path begins with; `*` is any one name, and in `ours` the
 * same name again. A row lists everything that its files may import besides their own row; everything else is refused.
 * An entry that is itself a row means the files of that row; `types of X` lets only types through. `check-imports.ts`
 * reads it.
 *
 * core <- chains, stronghold, books <- signer, practice, console <- contract <- main, preload, cli, renderer
 */
export interface Room {
  readonly room: string;
  /** Rooms and files of this project, below `electron/` where nothing else is said. */
  readonly ours: readonly string[];
  /** Packages, or parts of them. */
  readonly packages: readonly string[];
  /** Modules of Node, without `node:`. */
  readonly node: readonly string[];
}

const row = (room: string, ours: string, packages: string, node: string): Room => {
  const list = (text: string) => text.split(/,\s*/).filter((entry) => entry !== '');
  return { room, ours: list(ours), packages: list(packages), node: list(node) };
};

const PURE = '@noble/ciphers, @noble/hashes, @scure/base, @scure/bip39, valibot';
const FILES = 'crypto, fs, os, path';
/** What the signer's process offers to the outside. */
const SIGNER =
  'signer/client.ts, signer/protocol.ts, signer/transport.ts, signer/ed25519.ts, signer/state-file.ts';
const CEREMONY = 'signer/ceremony/client.ts, signer/ceremony/protocol.ts';
const VIEWS = 'console/views.ts, console/ceremony-views.ts';
const SCREEN =
  'react, react-dom, @mantine, @tabler/icons-react, @tanstack/react-virtual, zustand, uqr, @zxcvbn-ts, @fontsource-variable, @scure/bip39';

export const rooms: readonly Room[] = [
  row('electron/core', '', PURE, ''),
  row('electron/stronghold', 'core', PURE, `${FILES}, timers`),
  row('electron/chains/*/pure', 'core, chains', PURE, 'crypto'),
  row('electron/chains/*/online', 'core, chains, chains/*/pure', `@iota/iota-sdk, ${PURE}`, ''),
  row('electron/chains', 'core', 'valibot', ''),
  row(
    'electron/practice',
    'core, chains/iota/pure, chains/iota/online/coin-type.ts',
    `@iota/iota-sdk/bcs, ${PURE}`,
    `${FILES}, http, net, timers`,
  ),
  row('electron/signer', 'core, stronghold, chains/codec.ts, chains/iota/pure/codec.ts', PURE, FILES),
  row('electron/books', 'core', PURE, `${FILES}, sqlite`),
  row('electron/contract', `core, ${VIEWS}, console/topics.ts`, 'valibot', ''),
  row('electron/console/papers', 'core, console', 'pdfkit', ''),
  row(
    'electron/console',
    `core, stronghold, books, chains, chains/*/pure, chains/*/online, ${SIGNER}, ${CEREMONY}`,
    PURE,
    'crypto, fs, path, timers',
  ),
  row(
    'electron/main',
    'core, contract, console, console/papers, practice, stronghold, signer/transport.ts',
    'electron, electron-store, valibot',
    `${FILES}, timers`,
  ),
  row('electron/preload', 'contract/bridge.ts', 'electron', ''),
  row(
    'electron/cli',
    `core, console, console/papers, practice, stronghold, main/runtime.ts, ${SIGNER}, ${CEREMONY}`,
    'valibot',
    `${FILES}, child_process, stream, timers, util`,
  ),
  row(
    'renderer',
    `core, types of contract/contract.ts, ${VIEWS.replaceAll('console', 'types of console')}`,
    SCREEN,
    '',
  ),
  row('test', 'electron, renderer, test', '*', '*'),
];

/** Things that only some files may take, whatever their room may. Names are the names of an import; `*` is the whole. */
export interface Reserved {
  readonly of: string;
  readonly names: readonly string[];
  readonly files: readonly string[];
}

const reserve = (of: string, names: string, files: string): Reserved => ({
  of,
  names: names.split(/,\s*/),
  files: files.split(/,\s*/),
});

/** A module that is named here is taken by the listed names and files alone: nobody takes Electron whole. */
export const reserved: readonly Reserved[] = [
  reserve(
    'electron',
    'app, App, BrowserWindow, BrowserWindowConstructorOptions, clipboard, dialog, ForkOptions, Menu, MenuItemConstructorOptions, nativeTheme, OpenDialogOptions, powerMonitor, PowerMonitor, protocol, SaveDialogOptions, screen, session, Session, UtilityProcess, WebContents',
    'electron/main',
  ),
  reserve('electron', 'shell', 'electron/main/open-external.ts'),
  reserve('electron', 'ipcMain', 'electron/main/raw-ipc.ts'),
  reserve('electron', 'utilityProcess', 'electron/main/spawn-*.ts'),
  reserve('electron', 'contextBridge, ipcRenderer', 'electron/preload'),
  reserve('electron-store', '*', 'electron/main/settings-file.ts'),
  reserve(
    'node:child_process',
    '*',
    'electron/cli/electron-runtime.ts, electron/cli/spawn-*.ts, electron/cli/start.ts',
  ),
  reserve(
    'node:child_process',
    '*',
    'test/support/start-child.ts, test/support/lint-files.ts, test/e2e/support/global-setup.ts',
  ),
  reserve('node:cluster', '*', 'nobody'),
  reserve('node:vm', '*', 'nobody'),
  reserve('node:worker_threads', '*', 'test'),
  reserve('node:net', '*', 'electron/practice, test'),
  reserve('@iota/iota-sdk', '*', 'electron/chains/iota/online, electron/practice, test'),
  reserve('pdfkit', '*', 'electron/console/papers, test'),
];
