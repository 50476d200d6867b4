import { startPracticeNode } from '../../electron/practice/practice-node.ts';
import { must } from '../support/must.ts';

/** A practice node on a folder in a process of its own, which says on demand what it has taken of the processors. */
const [folder = '', seed = ''] = process.argv.slice(2);
const node = must(
  await startPracticeNode({
    port: 0,
    grpcPort: 0,
    seed,
    folder,
    checkpointMs: 0,
    epochMs: 86_400_000,
    now: Date.now,
  }),
);
process.on('message', () =>
  process.send?.({ cpuMs: Object.values(process.cpuUsage()).reduce((a, b) => a + b) / 1000 }),
);
process.on('disconnect', () => process.exit(0));
const { url, grpcUrl, chain, trustRoot } = node;
process.send?.({ url, grpcUrl, chain, trustRoot });
