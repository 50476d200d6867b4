import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { Object$ } from '../../grpc/generated/base_pb.ts';
import { StateService } from '../../grpc/generated/state_service_pb.ts';
import { addressBytes } from '../../pure/address.ts';
import type { GrpcCalls, Take } from './grpc-node.ts';
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
  const paged = await readOwnedPages(node, { owner, objectType, paths: ['bcs'] }, (page) => {
    const read = refusing(() => page.map((each) => unwrapped(each, 'object')));
    if (!read.ok) return read;
    objects.push(...read.value);
    return ok(objects.length >= MOST_OBJECTS ? 'enough' : 'more');
  });
  if (!paged.ok) return paged;
  return paged.value === 'broken-off'
    ? refuse('node-answer-malformed', `expected at most ${MOST_PAGES} pages of coins, got more`)
    : ok(objects);
}

export interface OwnedAsked {
  readonly owner: string;
  /** Null: of every type. */
  readonly objectType: string | null;
  readonly paths: string[];
}

/**
 * Hands the pages of what an address owns to `take`, until that has enough or the list ends.
 * @returns `broken-off` where the list had not ended after so many pages
 */
export async function readOwnedPages(
  node: GrpcCalls,
  { owner, objectType, paths }: OwnedAsked,
  take: Take<readonly Object$[]>,
): Promise<Result<'read' | 'broken-off'>> {
  let token: Uint8Array | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await node.ask(StateService.method.listOwnedObjects, {
      owner: { address: addressBytes(owner) },
      pageSize: PAGE,
      readMask: { paths },
      ...(objectType === null ? {} : { objectType }),
      ...(token ? { pageToken: token } : {}),
    });
    if (!page.ok) return page;
    const taken = take(page.value.objects);
    if (!taken.ok) return taken;
    token = page.value.nextPageToken;
    if (taken.value === 'enough' || !token || token.length === 0) return ok('read');
  }
  return ok('broken-off');
}
