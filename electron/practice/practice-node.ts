import * as v from 'valibot';
import { ok, type Result } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { askFaucet } from './faucet.ts';
import { createFaultBox } from './faults.ts';
import { genesisOf } from './genesis.ts';
import { startHttpServer } from './http-server.ts';
import { createLedger, type LedgerEvent, repeatEvent } from './ledger.ts';
import { damaged, type LedgerLog, openLedgerLog } from './ledger-log.ts';
import { createRpcHandler } from './rpc-handler.ts';

/** What a practice node needs, as it comes over a process border. */
export const practiceSettingsSchema = v.strictObject({
  /** 0 for any free one. */
  port: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(65_535)),
  /** The network: the same text is the same chain, keys and first coins. */
  seed: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** Where the ledger outlives the process; null to forget it. */
  folder: v.nullable(v.pipe(v.string(), v.minLength(1))),
  /** Milliseconds from an execution to its checkpoint; 0: only `practice_checkpoint` makes them. */
  checkpointMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(600_000)),
  /** Milliseconds of an epoch; what equivocation locked is free again in the next. */
  epochMs: v.pipe(v.number(), v.safeInteger(), v.minValue(1_000)),
});

export type PracticeSettings = Readonly<v.InferOutput<typeof practiceSettingsSchema>>;

export interface PracticeNodeOptions extends PracticeSettings {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Ends the process at once; given only where the process is the node's own. */
  readonly crash?: () => void;
}

export interface PracticeNode {
  /** For JSON-RPC and for the faucet. */
  readonly url: string;
  /** The chain identifier, eight hex digits. */
  readonly chain: string;
  /** Ends every connection and closes the ledger; a second call waits for the first. */
  stop(): Promise<void>;
}

/**
 * Starts a practice network: one node that plays all of it, on 127.0.0.1.
 * Refuses: `input-malformed`, `practice-port-in-use`, `practice-folder-unusable`, `practice-ledger-foreign`,
 * `practice-ledger-damaged`, `file-newer`, `file-older`.
 */
export async function startPracticeNode(options: PracticeNodeOptions): Promise<Result<PracticeNode>> {
  const { now, crash, ...given } = options;
  const settings = parseWith(practiceSettingsSchema, given);
  if (!settings.ok) return settings;
  const { port, seed, folder, checkpointMs, epochMs } = settings.value;

  let log: LedgerLog | null = null;
  if (folder !== null) {
    const opened = openLedgerLog(folder, seed, now);
    if (!opened.ok) return opened;
    log = opened.value;
  }
  let record = (_: LedgerEvent): void => {};
  const ledger = createLedger(genesisOf(seed), log?.start ?? now(), (event) => record(event));
  for (const [index, event] of (log?.events ?? []).entries()) {
    if (!repeatEvent(ledger, event)) {
      log?.close();
      return damaged(index + 1, 'an event that the ledger takes');
    }
  }
  if (log) record = log.append;

  const keepTime = (): void => {
    const at = now();
    if (at - ledger.epoch().start >= epochMs) ledger.advanceEpoch(at);
  };
  let timer: NodeJS.Timeout | null = null;
  let stopping: Promise<void> | null = null;
  const planCheckpoint = (): void => {
    if (checkpointMs === 0 || timer || stopping || ledger.waiting() === 0) return;
    timer = setTimeout(() => {
      timer = null;
      try {
        ledger.checkpoint(now());
      } catch {
        planCheckpoint(); // The disk is full: nothing was sealed; later perhaps.
      }
    }, checkpointMs);
  };

  const faults = createFaultBox(crash !== undefined);
  const answerRpc = createRpcHandler({ ledger, faults, now, crash: crash ?? (() => {}) });
  const server = await startHttpServer({
    port,
    answerRpc: async (request) => {
      keepTime();
      try {
        return await answerRpc(request);
      } finally {
        planCheckpoint();
      }
    },
    answerFaucet: (path, body) => {
      keepTime();
      const reply = askFaucet(ledger, path, body);
      planCheckpoint();
      return reply;
    },
  });
  if (!server.ok) {
    log?.close();
    return server;
  }
  planCheckpoint();
  return ok({
    url: `http://127.0.0.1:${server.value.port}`,
    chain: ledger.chain,
    stop() {
      if (timer) clearTimeout(timer);
      stopping ??= server.value.close().then(() => log?.close());
      return stopping;
    },
  });
}
