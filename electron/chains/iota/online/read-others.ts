import * as v from 'valibot';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import type { OtherHoldings } from '../../other-holding.ts';
import { iotaAddressSchema } from '../pure/address-schema.ts';
import { IOTA_COIN } from '../pure/ledger/object.ts';
import { layoutOf } from '../pure/others/layouts.ts';
import { normalType } from '../pure/others/type-text.ts';
import { isPlain, type ListedObject, MOST_OTHERS, whatItIs } from '../pure/others/what-it-is.ts';
import type { NodeCalls } from './node-connection.ts';
import { decodeBase64 } from './strict-base64.ts';

const PAGE = 50;
/** Pages that are read at most: three times as many objects as are shown. */
const MOST_PAGES = 3 * (MOST_OTHERS / PAGE);
/** None of the layouts that are known needs more, base64. */
const MOST_CONTENT = 100_000;

const pageSchema = v.object({
  data: v.pipe(
    v.array(
      v.object({ data: v.nullish(v.object({ objectId: iotaAddressSchema, type: v.nullish(v.string()) })) }),
    ),
    v.maxLength(PAGE),
  ),
  hasNextPage: v.boolean(),
  nextCursor: v.nullish(v.pipe(v.string(), v.maxLength(1000))),
});

/** What is no Move value, or too long, is told as unreadable. */
const contentsSchema = v.array(
  v.object({
    data: v.nullish(
      v.object({
        objectId: iotaAddressSchema,
        bcs: v.fallback(
          v.nullable(v.object({ bcsBytes: v.pipe(v.string(), v.base64(), v.maxLength(MOST_CONTENT)) })),
          null,
        ),
      }),
    ),
  }),
);

type Listed = Omit<ListedObject, 'address' | 'content'>;

/**
 * Everything that an address owns and that is no plain coin, by the node's word. Contents are asked for only where their layout
 * is known, so that no stranger's large objects stand in the way.
 */
export async function readOthers(node: NodeCalls, owner: string): Promise<Result<OtherHoldings>> {
  const listed = await listOthers(node, owner);
  if (!listed.ok) return listed;
  const shown = listed.value.objects.slice(0, MOST_OTHERS);
  const contents = await readContents(
    node,
    shown.filter(({ type }) => type !== null && layoutOf(type) !== null),
  );
  if (!contents.ok) return contents;
  return ok({
    rows: shown.map((object) =>
      whatItIs({ ...object, address: owner, content: contents.value.get(object.id) ?? null }),
    ),
    total: listed.value.objects.length,
    isWhole: listed.value.isWhole,
  });
}

async function listOthers(
  node: NodeCalls,
  owner: string,
): Promise<Result<{ readonly objects: readonly Listed[]; readonly isWhole: boolean }>> {
  const objects = new Map<string, Listed>();
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await readPage(node, owner, cursor);
    if (!page.ok) return page;
    const found = page.value.data.flatMap(({ data }) => (data ? [data] : []));
    for (const { objectId, type } of found) {
      const normal = normalType(type ?? '');
      if (!isPlain(normal)) objects.set(objectId, { id: objectId, type: normal });
    }
    if (!page.value.hasNextPage) return ok({ objects: [...objects.values()], isWhole: true });
    cursor = page.value.nextCursor ?? null;
    if (cursor === null || found.length === 0)
      return malformed('expected a further page of objects, got none');
  }
  return ok({ objects: [...objects.values()], isWhole: false });
}

function readPage(
  node: NodeCalls,
  owner: string,
  cursor: string | null,
): Promise<Result<v.InferOutput<typeof pageSchema>>> {
  return node.call(
    (client) =>
      client.getOwnedObjects({
        owner,
        cursor,
        limit: PAGE,
        filter: { MatchNone: [{ StructType: IOTA_COIN }] },
        options: { showType: true },
      }),
    pageSchema,
  );
}

/** By id; without those that moved meanwhile. */
async function readContents(
  node: NodeCalls,
  listed: readonly Listed[],
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const contents = new Map<string, Uint8Array>();
  for (let from = 0; from < listed.length; from += PAGE) {
    const ids = listed.slice(from, from + PAGE).map(({ id }) => id);
    const answer = await node.call(
      (client) => client.multiGetObjects({ ids, options: { showBcs: true } }),
      contentsSchema,
    );
    if (!answer.ok) return answer;
    if (answer.value.length > ids.length) {
      return malformed(`expected ${ids.length} objects, got ${answer.value.length}`);
    }
    for (const { data } of answer.value) {
      const content = data?.bcs ? decodeBase64(data.bcs.bcsBytes) : null;
      if (data && content) contents.set(data.objectId, content);
    }
  }
  return ok(contents);
}

function malformed(message: string): Refusal {
  return refuse('node-answer-malformed', message);
}
