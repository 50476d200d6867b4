/**
 * Who may import whom. A file belongs to the first row that its path begins with; `*` is any one name, and in `ours` the
 * same name again. A row lists everything that its files may import besides their own row; everything else is refused.
 * An entry that is itself a row means the files of that row; `types of X` lets only types through. `check-imports.ts`
 * reads it.
 *
 * core <- chains (pure), stronghold, books <- signer, console <- stations <- main, cli
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
  'signer/client.ts, signer/protocol.ts, signer/transport.ts, signer/ed25519.ts, signer/signatures-beside.ts, signer/state-file.ts, signer/statement-digest.ts, signer/prove-proposal.ts';
const CEREMONY = 'signer/ceremony/client.ts, signer/ceremony/protocol.ts';
const CHAINS = 'chains, chains/registry.ts, chains/lines.ts, way, chains/*/pure, chains/*/online';
/** gRPC by its well-kept library: messages, then calls and servers. */
const PROTOBUF = '@bufbuild/protobuf';
const CONNECT = '@connectrpc/connect, @connectrpc/connect-node';
const SCREEN =
  'react, react-dom, @mantine, @tabler/icons-react, @tanstack, zustand, qr, @zxcvbn-ts, @fontsource-variable, @scure/bip39';

export const rooms: readonly Room[] = [
  row('electron/core', '', PURE, ''),
  row('electron/stronghold', 'core', `hash-wasm, ${PURE}`, `${FILES}, timers, worker_threads`),
  row('electron/chains/registry.ts', 'core, chains, chains/*/pure', '', ''),
  row('electron/chains/lines.ts', 'core, chains, chains/*/online', '', ''),
  row('electron/chains/*/pure', 'core, chains', `@noble/curves, ${PURE}`, 'crypto'),
  row('electron/chains/*/grpc', '', PROTOBUF, ''),
  row(
    'electron/chains/*/online',
    `core, chains, way, chains/*/pure, chains/*/grpc`,
    `@iota/iota-sdk, p-retry, ${PROTOBUF}, ${CONNECT}, ${PURE}`,
    '',
  ),
  // Connections are opened here and nowhere else on the product's side of a line.
  row('electron/way', 'core', '', 'http, https, net, stream, tls'),
  row('electron/chains', 'core, types of way', 'valibot', ''),
  row(
    'electron/practice',
    'core, chains/iota/pure, chains/iota/grpc',
    `@iota/iota-sdk/bcs, @noble/curves, ${PROTOBUF}, ${CONNECT}, ${PURE}`,
    `${FILES}, http, http2, net, sqlite, timers`,
  ),
  row('electron/signer', 'core, stronghold, chains, chains/registry.ts', PURE, FILES),
  row(
    'electron/wallet-folder',
    'core, threads, stronghold/lz4.ts, stronghold/plain-file.ts, stronghold/safe-path.ts',
    PURE,
    'fs, path, worker_threads',
  ),
  row('electron/backup', 'core, stronghold, threads', PURE, 'crypto, fs, path, worker_threads'),
  row('electron/official', 'core', '@scure/base, valibot', `child_process, fs, module, stream, ${FILES}`),
  row('electron/threads', '', '', 'fs, module, worker_threads'),
  row('electron/hashing', 'core/digest.ts', 'hash-wasm', ''),
  row(
    'electron/line-thread',
    'core, hashing, chains, chains/lines.ts, way, threads',
    '',
    'timers, worker_threads',
  ),
  row('electron/proof-thread', 'core, chains, chains/registry.ts, threads', '', 'os, worker_threads'),
  row('electron/paper-thread', 'core, console/papers, threads', 'valibot', 'worker_threads'),
  row('electron/meter', 'core, threads', '@zxcvbn-ts', 'worker_threads'),
  row(
    'electron/books',
    'core, hashing, signer/ed25519.ts, signer/signatures-beside.ts, threads',
    PURE,
    `${FILES}, sqlite, worker_threads`,
  ),
  row('electron/contract', 'core', '@scure/base, valibot', ''),
  row('electron/console/papers', 'core, console, types of contract', 'pdfkit', ''),
  row(
    'electron/console',
    `core, types of way, contract, stronghold, books/*.ts, backup, chains, wallet-folder, official/library.ts, official/address-hash.ts, ${SIGNER}, ${CEREMONY}`,
    PURE,
    'crypto, fs, path, timers, util, zlib',
  ),
  row(
    'electron/stations',
    `core, contract, console, console/papers, books, line-thread, meter, backup, wallet-folder, paper-thread, proof-thread, ${CHAINS}, practice, stronghold, official/library.ts, ${SIGNER}, ${CEREMONY}`,
    'p-retry, valibot',
    `${FILES}, net, timers`,
  ),
  row(
    'electron/main',
    'core, contract, stations, official, signer/transport.ts',
    'electron, electron-log, electron-store, valibot',
    `${FILES}, timers`,
  ),
  row('electron/preload', 'contract/bridge.ts', 'electron', ''),
  row(
    'electron/cli',
    `core, contract, hashing, chains/iota/pure, stations, console, console/papers, practice, stronghold, official, main/runtime.ts, ${SIGNER}, ${CEREMONY}`,
    'valibot',
    `${FILES}, child_process, net, readline, stream, timers, tty, util`,
  ),
  row('renderer', 'core, meter/strength.ts, types of contract', SCREEN, ''),
  row('test', 'electron, renderer, test, electron.vite.config.ts', '*', '*'),
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

/** A module that is named here is taken only by the listed names and files: nobody takes all of Electron. */
export const reserved: readonly Reserved[] = [
  reserve(
    'electron',
    'app, App, BrowserWindow, BrowserWindowConstructorOptions, clipboard, dialog, ForkOptions, Menu, MenuItemConstructorOptions, nativeTheme, OpenDialogOptions, powerMonitor, PowerMonitor, protocol, SaveDialogOptions, screen, session, Session, UtilityProcess, WebContents',
    'electron/main',
  ),
  reserve('electron', 'shell', 'electron/main/open-external.ts'),
  reserve('electron', 'safeStorage', 'electron/main/desktop-host.ts'),
  reserve('electron', 'Notification', 'electron/main/system-notifications.ts'),
  reserve('electron', 'ipcMain', 'electron/main/raw-ipc.ts'),
  reserve('electron', 'utilityProcess', 'electron/main/spawn-*.ts'),
  reserve('electron', 'contextBridge, ipcRenderer', 'electron/preload'),
  reserve('electron-store', '*', 'electron/main/settings-store.ts'),
  reserve('electron-log', '*', 'electron/main/log-file.ts'),
  reserve(
    'node:child_process',
    '*',
    'electron/cli/electron-runtime.ts, electron/cli/spawn-*.ts, electron/cli/start.ts, electron/official/run-library.ts',
  ),
  reserve(
    'node:child_process',
    '*',
    'test/support/start-child.ts, test/support/own-medium.ts, test/support/rust-library.ts, test/support/lint-files.ts, test/support/generate-grpc.ts, test/support/in-place-of-node.ts, test/e2e/support/screens.ts',
  ),
  reserve('node:cluster', '*', 'nobody'),
  reserve('node:vm', '*', 'nobody'),
  reserve('node:module', '*', 'electron/official/library-entry.ts, electron/threads, test'),
  reserve(
    'node:worker_threads',
    '*',
    'electron/backup, electron/books/sqlite, electron/line-thread, electron/meter, electron/paper-thread, electron/proof-thread, electron/stronghold/scrypt-*.ts, electron/threads, electron/wallet-folder, test',
  ),
  reserve('node:net', '*', 'electron/way, electron/practice, electron/stations/attach, test'),
  reserve('hash-wasm', '*', 'electron/stronghold/scrypt-entry.ts, electron/hashing/wasm-blake2b.ts, test'),
  reserve('@iota/iota-sdk', '*', 'electron/chains/iota/online, electron/practice, test'),
  reserve('@connectrpc/connect', '*', 'electron/chains/iota/online, electron/practice, test'),
  reserve('@connectrpc/connect-node', '*', 'electron/chains/iota/online, electron/practice, test'),
  reserve('pdfkit', '*', 'electron/console/papers, test'),
];
