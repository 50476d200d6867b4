import * as v from 'valibot';
import { parseDigest } from '../chains/iota/pure/ledger/digests.ts';
import { digestOfCommittee, trustRootText } from '../chains/iota/pure/proof/trust-root.ts';
import { ok, type Result } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { askFaucet } from './faucet.ts';
import { createFaultBox } from './faults.ts';
import { startGrpcServer } from './grpc/grpc-server.ts';
import { startHttpServer } from './http-server.ts';
import { openInFolder, openInMemory } from './open-ledger.ts';
import { createRpcHandler } from './rpc-handler.ts';
import { committeeOf } from './validators.ts';

/** What a practice node needs, as it comes over a process border. */
export const practiceSettingsSchema = v.strictObject({
  /** 0 for any free one. */
  port: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(65_535)),
  /** The port for gRPC; 0 for any free one. */
  grpcPort: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(65_535)), 0),
  /** The network: the same text is the same chain, keys and first coins. */
  seed: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** Where the ledger outlives the process; null to forget it. */
  folder: v.nullable(v.pipe(v.string(), v.minLength(1))),
  /** Milliseconds from an execution to its checkpoint; 0: only `practice_checkpoint` makes them. */
  checkpointMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(600_000)),
  /** Milliseconds of an epoch; what equivocation locked is free again in the next. */
  epochMs: v.pipe(v.number(), v.safeInteger(), v.minValue(1_000)),
});

export type PracticeSettings = Readonly<v.InferInput<typeof practiceSettingsSchema>>;

/** What a timer can wait for at most. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** An epoch that should be over is looked at again after this. */
const LEAST_EPOCH_WAIT_MS = 100;

export interface PracticeNodeOptions extends PracticeSettings {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Ends the process at once; given only where the process is the node's own. */
  readonly crash?: () => void;
}

export interface PracticeNode {
  /** For JSON-RPC and for the faucet. */
  readonly url: string;
  /** For gRPC. */
  readonly grpcUrl: string;
  /** The chain identifier, eight hex digits. */
  readonly chain: string;
  /** The digest of the genesis checkpoint, base58. */
  readonly genesis: string;
  /** Its genesis and first committee, as a policy pins them. */
  readonly trustRoot: string;
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
  const { port, grpcPort, seed, folder, checkpointMs, epochMs } = settings.value;

  const opened = folder === null ? ok(openInMemory(seed, now)) : openInFolder(folder, seed, now);
  if (!opened.ok) return opened;
  const { ledger, close } = opened.value;

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

  /** A live stream hears of an epoch's end though nobody asks anything. */
  let epochTimer: NodeJS.Timeout | null = null;
  const planEpoch = (): void => {
    const left = ledger.epoch().start + epochMs - now();
    epochTimer = setTimeout(
      () => {
        try {
          keepTime();
        } catch {
          // The disk is full: the epoch goes on.
        }
        if (!stopping) planEpoch();
      },
      Math.min(Math.max(left, LEAST_EPOCH_WAIT_MS), LONGEST_TIMER_MS),
    );
    epochTimer.unref();
  };

  const faults = createFaultBox(crash !== undefined);
  let epoch = ledger.epoch().number;
  ledger.onSealed(() => {
    if (ledger.epoch().number === epoch) return;
    epoch = ledger.epoch().number;
    faults.epochEnded();
  });
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
    close();
    return server;
  }
  const leaving = new AbortController();
  const grpc = await startGrpcServer(grpcPort, {
    ledger,
    faults,
    keepTime,
    planCheckpoint,
    crash: crash ?? (() => {}),
    stopping: leaving.signal,
  });
  if (!grpc.ok) {
    await server.value.close();
    close();
    return grpc;
  }
  planCheckpoint();
  planEpoch();
  return ok({
    url: `http://127.0.0.1:${server.value.port}`,
    grpcUrl: `http://127.0.0.1:${grpc.value.port}`,
    chain: ledger.chain,
    genesis: ledger.checkpoints.at(0)!.digest,
    trustRoot: trustRootOf(ledger.checkpoints.at(0)!.digest, seed),
    stop() {
      if (timer) clearTimeout(timer);
      if (epochTimer) clearTimeout(epochTimer);
      leaving.abort();
      stopping ??= Promise.all([server.value.close(), grpc.value.close()]).then(close);
      return stopping;
    },
  });
}

function trustRootOf(genesisText: string, seed: string): string {
  const genesis = parseDigest(genesisText);
  if (!genesis.ok) throw new Error(genesis.message);
  const digest = digestOfCommittee({ epoch: 0n, members: committeeOf(seed, 0) });
  return trustRootText({ kind: 'committee', genesis: genesis.value, digest });
}
