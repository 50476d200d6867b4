import { ok, type Result } from '../../../core/result.ts';
import type { NodeFacts } from '../../line.ts';
import { newestCheckpointSchema, protocolSchema } from './answer-schemas.ts';
import type { NodeConnection } from './node-connection.ts';

/** See `Line.about`. */
export async function readAbout(node: NodeConnection): Promise<Result<NodeFacts>> {
  const genesis = await node.chain();
  if (!genesis.ok) return genesis;
  const calls = node.begin();
  const config = await calls.call((client) => client.getProtocolConfig(), protocolSchema);
  if (!config.ok) return config;
  const page = await calls.call(
    (client) => client.getCheckpoints({ limit: 1, descendingOrder: true }),
    newestCheckpointSchema,
  );
  if (!page.ok) return page;
  const [{ sequenceNumber, timestampMs }] = page.value.data;
  return ok({
    genesis: genesis.value,
    protocol: config.value.protocolVersion,
    newest: { checkpoint: BigInt(sequenceNumber), at: Number(timestampMs) },
    lowest: null,
    proves: false,
  });
}
