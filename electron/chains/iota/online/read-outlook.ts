import { ok, type Result } from '../../../core/result.ts';
import type { Outlook } from '../../line.ts';
import { decodeTransfer } from '../pure/decode-transfer.ts';
import { newestEpochSchema } from './answer-schemas.ts';
import type { NodeCalls } from './node-connection.ts';

/**
 * See `Line.outlook`. Bytes with an expiration are void after the epoch that they name. JSON-RPC proves nothing: which epoch
 * it is, and that no checkpoint has these bytes, is one node's word; so nothing is `never` here.
 */
export async function readOutlook(node: NodeCalls, bytes: Uint8Array): Promise<Result<Outlook>> {
  const transfer = decodeTransfer(bytes);
  if (!transfer.ok) return transfer;
  const { expirationEpoch } = transfer.value;
  if (expirationEpoch === null) return ok('may-happen');
  const newest = await node.call(
    (client) => client.getCheckpoints({ limit: 1, descendingOrder: true }),
    newestEpochSchema,
  );
  if (!newest.ok) return newest;
  const [{ epoch, endOfEpochData }] = newest.value.data;
  const present = BigInt(epoch) + (endOfEpochData ? 1n : 0n);
  return ok(present > expirationEpoch ? 'expired' : 'may-happen');
}
