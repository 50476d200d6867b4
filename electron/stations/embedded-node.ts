import type { TreasuryFile } from '../console/treasury/treasury-folder.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { DEFAULT_EPOCH_MS } from '../practice/practice-defaults.ts';
import type { RunningNode, StationEffects } from './station-effects.ts';

/** The node of a treasury: an address, and how it is ended where it is our own. */
export interface TreasuryNode {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the treasury's embedded practice node where it has one. Refuses `node-network-mismatch`, and what keeps it from starting. */
export async function startTreasuryNode(
  { node, network }: Pick<TreasuryFile, 'node' | 'network'>,
  folder: string,
  { startPracticeNode }: Pick<StationEffects, 'startPracticeNode'>,
): Promise<Result<TreasuryNode>> {
  if (node.kind === 'url') return ok({ url: node.url, stop: async () => {} });
  const { seed, checkpointMs } = node;
  const start = (port: number) =>
    startPracticeNode({ seed, folder, checkpointMs, epochMs: DEFAULT_EPOCH_MS, port });
  const first = await start(0);
  if (!first.ok) return first;
  if (first.value.chain !== network.genesis) {
    await first.value.stop();
    return refuse(
      'node-network-mismatch',
      `expected genesis ${network.genesis}, the folder's ledger is ${first.value.chain}`,
    );
  }
  return ok(keepRunning(first.value, start));
}

/** An embedded node that dies comes back on its own port, with its ledger; payments in doubt are then sent again. */
function keepRunning(
  first: RunningNode,
  start: (port: number) => Promise<Result<RunningNode>>,
): TreasuryNode {
  const { url } = first;
  let running = first;
  let stopped = false;
  const keep = (started: RunningNode): void => {
    running = started;
    started.onExit(() => void restart());
  };
  const restart = async (): Promise<void> => {
    if (stopped) return;
    const again = await start(Number(new URL(url).port));
    if (!again.ok) return;
    if (stopped) await again.value.stop();
    else keep(again.value);
  };
  keep(first);
  return {
    url,
    async stop() {
      stopped = true;
      await running.stop();
    },
  };
}
