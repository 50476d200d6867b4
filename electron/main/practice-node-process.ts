import * as v from 'valibot';
import { refusalSchema } from '../contract/contract.ts';
import { trustRootSchema } from '../core/network-id.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import type { SignerTransport } from '../signer/transport.ts';
import type { NodeSettings } from '../stations/station-effects.ts';

/** A practice node that answers on loopback. */
export interface PracticeNodeProcess {
  readonly url: string;
  /** For gRPC. */
  readonly grpcUrl: string;
  /** Chain identifier, 8 hex digits. */
  readonly chain: string;
  /** The digest of the genesis checkpoint, base58. */
  readonly genesis: string;
  /** Its genesis and first committee, as a policy pins them. */
  readonly trustRoot: string;
  onExit(listener: () => void): void;
  /** Lets the node close its ledger; ends it from outside where it does not. */
  stop(): Promise<void>;
}

/** Starts a practice node, which checks its settings itself. */
export type StartPracticeNode = (settings: NodeSettings) => Promise<Result<PracticeNodeProcess>>;

const loopbackSchema = v.pipe(
  v.string(),
  v.regex(/^http:\/\/127\.0\.0\.1:[0-9]{1,5}\/?$/, 'expected a loopback address'),
);

const answerSchema = v.union([
  v.strictObject({
    ok: v.literal(true),
    url: loopbackSchema,
    grpcUrl: loopbackSchema,
    chain: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/, 'expected 8 hex digits')),
    genesis: v.pipe(v.string(), v.regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'expected 32 bytes in base58')),
    trustRoot: trustRootSchema,
  }),
  refusalSchema,
]);

/**
 * Sends the settings and waits for the one answer. Refuses `node-unreachable` where the process ends before it and
 * `node-timeout` where it says nothing; no process is left behind then.
 */
export function awaitPracticeNode(
  wire: SignerTransport,
  settings: NodeSettings,
  patienceMs: number,
): Promise<Result<PracticeNodeProcess>> {
  return new Promise((resolve) => {
    let settled = false;
    const settle = (result: Result<PracticeNodeProcess>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(patience);
      if (!result.ok) wire.kill();
      resolve(result);
    };
    const patience = setTimeout(
      () => settle(refuse('node-timeout', `expected the practice node within ${patienceMs} ms`)),
      patienceMs,
    );
    wire.onExit(() => settle(refuse('node-unreachable', 'the practice node ended before it answered')));
    wire.onMessage((message) => {
      const answer = parseWith(answerSchema, message);
      if (!answer.ok) return settle(refuse('node-answer-malformed', answer.message));
      if (!answer.value.ok) return settle(answer.value);
      const { ok: _, ...where } = answer.value;
      settle(ok({ ...where, onExit: (listener) => wire.onExit(listener), stop: () => stopNode(wire) }));
    });
    wire.send(settings);
  });
}

const stopPatienceMs = 2000;

function stopNode(wire: SignerTransport): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => wire.kill(), stopPatienceMs);
    wire.onExit(() => {
      clearTimeout(patience);
      resolve();
    });
    wire.send('stop');
  });
}
