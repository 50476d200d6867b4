import { ok, type Result, refuse } from '../../../../core/result.ts';
import { type GetObjectsResponse, LedgerService } from '../../grpc/generated/ledger_service_pb.ts';
import { addressBytes } from '../../pure/address.ts';
import type { NamedObject } from '../../pure/proof/holdings.ts';
import { itemStatus, pastRefusal } from './grpc-fault.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { refusing } from './read-certified.ts';
import { unwrapped } from './wire-bytes.ts';

/** Objects of one question: the protocol's most. */
const AT_ONCE = 1000;

/**
 * Objects in the versions that effects name, BCS without envelope: by the node's word alone, until somebody holds them against their
 * digests. Refuses `node-pruned` where it no longer has one of them.
 */
export async function readObjects(
  node: GrpcCalls,
  named: readonly NamedObject[],
): Promise<Result<readonly Uint8Array[]>> {
  const objects: Uint8Array[] = [];
  for (let from = 0; from < named.length; from += AT_ONCE) {
    const asked = named.slice(from, from + AT_ONCE);
    const read = await readSome(node, asked);
    if (!read.ok) return read;
    objects.push(...read.value);
  }
  return ok(objects);
}

async function readSome(
  node: GrpcCalls,
  asked: readonly NamedObject[],
): Promise<Result<readonly Uint8Array[]>> {
  const results: GetObjectsResponse['objects'] = [];
  const requests = asked.map(({ id, version }) => ({
    objectRef: { objectId: { objectId: addressBytes(id) }, version },
  }));
  const read = await node.read(
    LedgerService.method.getObjects,
    { requests: { requests }, readMask: { paths: ['bcs'] } },
    ({ objects, hasNext }) => {
      results.push(...objects);
      return results.length > asked.length ? tooMany : ok(hasNext ? 'more' : 'enough');
    },
    pastRefusal('an object'),
  );
  if (!read.ok) return read;
  if (results.length < asked.length) return tooFew;
  const objects: Uint8Array[] = [];
  for (const [place, { result }] of results.entries()) {
    if (result.case === 'error') {
      return pastRefusal(`object ${asked[place]?.id}`)(itemStatus(result.value));
    }
    const object = refusing(() => unwrapped(result.value, 'object'));
    if (!object.ok) return object;
    objects.push(object.value);
  }
  return ok(objects);
}

const tooMany = refuse('node-answer-malformed', 'expected the objects that were asked for, got more');
const tooFew = refuse('node-answer-malformed', 'expected the objects that were asked for, got fewer');
