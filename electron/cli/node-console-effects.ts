import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ok } from '../core/result.ts';
import { createOfficialLibrary } from '../official/native-library.ts';
import { programFromSource } from '../official/program.ts';
import { startPracticeNode } from '../practice/practice-node.ts';
import {
  backupsFromSource,
  drawFromSource,
  measureFromSource,
  proveFromSource,
  readFolderFromSource,
  spawnSourceBooks,
  spawnSourceLines,
} from '../stations/spawn-books.ts';
import type { StationEffects } from '../stations/station-effects.ts';
import { VAULT_WORK_FACTOR } from '../stronghold/scrypt.ts';
import { spawnCeremonyChild, spawnSignerChild } from './spawn-signer.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/**
 * What a station takes from the world where there is no Electron: signers are child processes, books and lines have threads, the
 * practice node runs in this process, on real HTTP.
 */
export const nodeConsoleEffects: StationEffects = {
  now: Date.now,
  random: (length) => new Uint8Array(randomBytes(length)),
  uuid: randomUUID,
  spawnSigner: spawnSignerChild,
  spawnCeremony: spawnCeremonyChild,
  spawnBooks: spawnSourceBooks,
  official: createOfficialLibrary({
    folder: path.join(import.meta.dirname, '..', 'official', 'library'),
    node: process.execPath,
    program: programFromSource,
  }),
  spawnLines: spawnSourceLines,
  drawPaper: drawFromSource,
  proofs: proveFromSource,
  backups: backupsFromSource,
  version,
  guessesFor: measureFromSource,
  readWalletFolder: readFolderFromSource,
  workFactor: VAULT_WORK_FACTOR,
  async startPracticeNode(settings) {
    const node = await startPracticeNode({ ...settings, now: Date.now });
    if (!node.ok) return node;
    return ok({ ...node.value, onExit: () => {} });
  },
  every(milliseconds, work) {
    const timer = setInterval(work, milliseconds);
    return () => clearInterval(timer);
  },
  notify: () => {},
  keychain: null,
  outside: null,
  practiceOnly: false,
};
