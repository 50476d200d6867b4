import type { TreasuryFile } from '../console/treasury/treasury-folder.ts';
import { asGrpc, isGrpc } from '../core/node-url.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { DEFAULT_EPOCH_MS } from '../practice/practice-defaults.ts';
import { keepNodeRunning, type Ports, type StoppedNode } from './keep-node-running.ts';
import type { StationEffects } from './station-effects.ts';

/** The node of a treasury: an address, and what becomes of it where it is our own. */
export interface TreasuryNode {
  /** What the line is connected to: gRPC where it is our own, for only that proves anything. */
  readonly url: string;
  /** Where play money and epochs on demand are asked for, by JSON-RPC; null where no such address is known. */
  readonly practiceUrl: string | null;
  readonly kind: 'own' | 'address';
  /** Why the own one does not run, and when it is started again; null where it runs, and where it is not ours. */
  stopped(): StoppedNode | null;
  /** Starts the own one now, where it waits to be started. */
  tryNow(): void;
  stop(): Promise<void>;
}

/** Told when an own node has ended, and when it is there again. */
export interface NodeEvents {
  readonly now: () => number;
  readonly stopped: () => void;
  readonly back: () => void;
}

/** Starts the treasury's embedded practice node where it has one. Refuses `node-network-mismatch`, and what keeps it from starting. */
export async function startTreasuryNode(
  { node, network }: Pick<TreasuryFile, 'node' | 'network'>,
  folder: string,
  { startPracticeNode, events }: Pick<StationEffects, 'startPracticeNode'> & { readonly events: NodeEvents },
): Promise<Result<TreasuryNode>> {
  if (node.kind === 'url') {
    return ok({
      url: node.url,
      practiceUrl: isGrpc(node.url) ? null : node.url,
      kind: 'address',
      stopped: () => null,
      tryNow: () => {},
      stop: async () => {},
    });
  }
  if (node.kind === 'none') return refuse('node-unreachable', 'this station has no connection to a network');
  const { seed, checkpointMs } = node;
  const start = (ports: Ports) =>
    startPracticeNode({ seed, folder, checkpointMs, epochMs: DEFAULT_EPOCH_MS, ...ports });
  const first = await start({ port: 0, grpcPort: 0 });
  if (!first.ok) return first;
  if (first.value.chain !== network.genesis) {
    await first.value.stop();
    return refuse(
      'node-network-mismatch',
      `expected genesis ${network.genesis}, the folder's ledger is ${first.value.chain}`,
    );
  }
  const kept = keepNodeRunning(first.value, start, events);
  return ok({ ...kept, kind: 'own', url: asGrpc(kept.grpcUrl), practiceUrl: kept.url });
}
