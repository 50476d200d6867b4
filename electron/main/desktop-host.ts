import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, BrowserWindow, safeStorage } from 'electron';
import type { Topic } from '../contract/topics.ts';
import { createOfficialLibrary } from '../official/native-library.ts';
import { programFromBundle } from '../official/program.ts';
import type { Host } from '../stations/host.ts';
import { VAULT_WORK_FACTOR } from '../stations/key-strength.ts';
import { outsideFolder } from '../stations/outside-folder.ts';
import {
  backupsFromBundle,
  drawFromBundle,
  measureFromBundle,
  proveFromBundle,
  readFolderFromBundle,
  spawnBundledBooks,
  spawnBundledLines,
} from '../stations/spawn-books.ts';
import { buildCommit } from './build-commit.ts';
import { canProtectContent } from './content-protection.ts';
import { keychainOf } from './keychain.ts';
import { logLine } from './log-line.ts';
import { pushChange } from './raw-ipc.ts';
import type { Runtime } from './runtime.ts';
import type { SettingsStore } from './settings.ts';
import { createPracticeNodes } from './spawn-practice-node.ts';
import { createSigners } from './spawn-signer.ts';

export interface DesktopHost {
  readonly host: Host;
  /** Ends every process that has an open key, at once. */
  killKeys(): void;
  killNodes(): void;
}

export interface DesktopParts {
  readonly runtime: Runtime;
  readonly settings: SettingsStore;
  readonly log: Host['log'];
  /** The folder `out` of the bundles. */
  readonly out: string;
  readonly keyMs: () => number | null;
  readonly onCeremony: (underWay: boolean) => void;
  readonly onChange: (topics: readonly Topic[]) => void;
}

/** The desktop as a place for stations: children are utility processes, the books are a thread, windows are told. */
export function createDesktopHost({
  runtime,
  settings,
  log,
  out,
  keyMs,
  onCeremony,
  onChange,
}: DesktopParts): DesktopHost {
  const bundle = (name: string) => path.join(out, 'main', name);
  const signers = createSigners(bundle('signer.js'));
  const ceremonies = createSigners(bundle('ceremony.js'), 'Sallyport ceremony');
  const official = createOfficialLibrary({
    ...libraryPlace(out),
    program: programFromBundle(bundle('official-library.js')),
  });
  const practiceNodes = createPracticeNodes(bundle('practice-node.js'));
  return {
    host: {
      version: app.getVersion(),
      build: buildCommit,
      runtime,
      settings,
      readAsset: (name) => readFile(path.join(out, 'renderer', name)),
      keyMs,
      canProtectContent: canProtectContent(process.platform),
      onCeremony,
      treasuries: path.join(app.getPath('userData'), 'treasuries'),
      report: logLine,
      log,
      notify(topics) {
        for (const window of BrowserWindow.getAllWindows()) pushChange(window.webContents, topics);
        onChange(topics);
      },
      effects: {
        now: Date.now,
        random: (length) => new Uint8Array(randomBytes(length)),
        uuid: randomUUID,
        spawnSigner: signers.spawn,
        spawnCeremony: ceremonies.spawn,
        spawnBooks: spawnBundledBooks(bundle('books.js')),
        official,
        drawPaper: drawFromBundle(bundle('papers.js')),
        proofs: proveFromBundle(bundle('proofs.js')),
        spawnLines: spawnBundledLines(bundle('lines.js')),
        backups: backupsFromBundle(bundle('backup.js'), bundle('scrypt.js')),
        version: app.getVersion(),
        guessesFor: measureFromBundle(bundle('meter.js')),
        readWalletFolder: readFolderFromBundle(bundle('wallet-folder.js')),
        startPracticeNode: practiceNodes.start,
        workFactor: VAULT_WORK_FACTOR,
        every(milliseconds, work) {
          const timer = setInterval(work, milliseconds);
          return () => clearInterval(timer);
        },
        outside: outsideFolder(path.join(app.getPath('userData'), 'marks'), { uuid: randomUUID }),
        keychain: keychainOf(safeStorage, process.platform),
        practiceOnly: runtime.kind === 'evaluation',
      },
    },
    killKeys() {
      signers.killAll();
      ceremonies.killAll();
      official.end();
    },
    killNodes: practiceNodes.killAll,
  };
}

/**
 * Where the official library is looked for, and the Node that runs it: the app itself has no right to run as Node. From the
 * sources both are the project's; a package has neither, and looks in the app's own data.
 */
function libraryPlace(out: string): { readonly folder: string; readonly node: string } {
  const project = path.join(out, '..');
  const own = path.join(app.getPath('userData'), 'official-library');
  const [folder, nodeIn] = app.isPackaged
    ? [own, own]
    : [path.join(project, 'electron', 'official', 'library'), project];
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return { folder, node: path.join(nodeIn, 'node_modules', 'node', 'bin', file) };
}
