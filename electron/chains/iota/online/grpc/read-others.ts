import { bytesToHex } from '../../../../core/digest.ts';
import { ok, type Result } from '../../../../core/result.ts';
import type { OtherHolding, OtherHoldings } from '../../../other-holding.ts';
import type { Object$ } from '../../grpc/generated/base_pb.ts';
import { MOST_OTHERS, whatObjectIs } from '../../pure/others/what-it-is.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { refusing } from './read-certified.ts';
import { readOwnedPages } from './read-owned.ts';
import { malformed, unwrapped } from './wire-bytes.ts';

/**
 * Everything that an address owns and that is no plain coin, by the node's word. A node lists all types in one list: plain coins
 * are passed over, and nothing of a page is kept beside what is told of its objects.
 */
export async function readOthers(node: GrpcCalls, owner: string): Promise<Result<OtherHoldings>> {
  const rows: OtherHolding[] = [];
  const ids = new Set<string>();
  const asked = { owner, objectType: null, paths: ['reference.object_id', 'bcs'] };
  const paged = await readOwnedPages(node, asked, (page) => {
    const read = refusing(() => page.flatMap((object) => otherOf(object, owner) ?? []));
    if (!read.ok) return read;
    for (const other of read.value) {
      // What moves while its pages are read may come twice.
      if (!ids.has(other.id) && rows.length < MOST_OTHERS) rows.push(other);
      ids.add(other.id);
    }
    return ok('more');
  });
  return paged.ok ? ok({ rows, total: ids.size, isWhole: paged.value === 'read' }) : paged;
}

/** Throws `NodeFault` for an answer without an id or bytes. */
function otherOf(object: Object$, owner: string): OtherHolding | null {
  const id = object.reference?.objectId?.objectId;
  if (id?.length !== 32) throw malformed(`expected the id of an object, got ${id?.length ?? 'none'}`);
  return whatObjectIs(unwrapped(object, 'object'), `0x${bytesToHex(id)}`, owner);
}
