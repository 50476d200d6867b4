import { randomBytes, randomUUID } from 'node:crypto';
import type { ConsoleEffects } from '../console/effects.ts';
import { ok } from '../core/result.ts';
import { DEFAULT_EPOCH_MS } from '../practice/practice-defaults.ts';
import { startPracticeNode } from '../practice/practice-node.ts';
import { VAULT_WORK_FACTOR } from '../stronghold/scrypt.ts';
import { spawnCeremonyChild, spawnSignerChild } from './spawn-signer.ts';

/**
 * The console's hold on the world where there is no Electron: signers are child processes, the practice node runs in
 * this process, on real HTTP.
 */
export const nodeConsoleEffects: ConsoleEffects = {
  now: Date.now,
  random: (length) => new Uint8Array(randomBytes(length)),
  uuid: randomUUID,
  spawnSigner: spawnSignerChild,
  spawnCeremony: spawnCeremonyChild,
  workFactor: VAULT_WORK_FACTOR,
  async startPracticeNode(options) {
    const node = await startPracticeNode({ ...options, epochMs: DEFAULT_EPOCH_MS, now: Date.now });
    if (!node.ok) return node;
    const { url, chain, stop } = node.value;
    return ok({ url, chain, stop, onExit: () => {} });
  },
  every(milliseconds, work) {
    const timer = setInterval(work, milliseconds);
    return () => clearInterval(timer);
  },
  notify: () => {},
  practiceOnly: true,
};
