import { ok, type Result, refuse } from '../../../../core/result.ts';
import { StateService } from '../../grpc/generated/state_service_pb.ts';
import { addressBytes } from '../../pure/address.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { refusing } from './read-certified.ts';
import { unwrapped } from './wire-bytes.ts';

const PAGE = 1000;
/** Objects of one address that are read at most: of coins a node lists the largest first, so that what is left out is dust. */
const MOST_OBJECTS = 20_000;
const MOST_PAGES = 2 * (MOST_OBJECTS / PAGE);

/**
 * The objects of a type that an address owns now, BCS without envelope: the first {@link MOST_OBJECTS} of them. No picture of one
 * moment, so what moves meanwhile may be missing.
 */
export async function readOwned(
  node: GrpcCalls,
  owner: string,
  objectType: string,
): Promise<Result<readonly Uint8Array[]>> {
  const objects: Uint8Array[] = [];
  let token: Uint8Array | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await node.ask(StateService.method.listOwnedObjects, {
      owner: { address: addressBytes(owner) },
      objectType,
      pageSize: PAGE,
      readMask: { paths: ['bcs'] },
      ...(token ? { pageToken: token } : {}),
    });
    if (!page.ok) return page;
    const read = refusing(() => page.value.objects.map((each) => unwrapped(each, 'object')));
    if (!read.ok) return read;
    objects.push(...read.value);
    token = page.value.nextPageToken;
    if (!token || token.length === 0 || objects.length >= MOST_OBJECTS) return ok(objects);
  }
  return refuse('node-answer-malformed', `expected at most ${MOST_PAGES} pages of coins, got more`);
}
