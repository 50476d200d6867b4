import type { Line, NodeFacts } from '../../chains/line.ts';
import type { NodeTest } from '../../contract/node.ts';
import { asGrpc, isGrpc, MOST_ENDPOINTS, parseNodeUrl } from '../../core/node-url.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import type { LinePart } from '../station.ts';
import { endpointsOf } from '../treasury/node-place.ts';
import { checkEvaluation } from '../treasury/opening-checks.ts';
import { goOnWith, type NodeParts, requirePolicyAdmin } from './go-on-with.ts';

/**
 * Asks the node at an address what it is: of this treasury's network, with the very history that was taken in. Nothing is
 * changed, and nothing of it is believed.
 * @returns refuses `node-url-*`, `node-network-mismatch` for another network (both digests are named), `node-other-history`,
 * `node-behind`, `node-pruned`, `node-unproven`, and the line's
 */
export async function testNode(
  { treasury, books, line }: Pick<NodeParts, 'treasury' | 'books' | 'line'>,
  typed: string,
): Promise<Result<NodeTest>> {
  const url = parseNodeUrl(typed);
  if (!url.ok) return url;
  const began = performance.now();
  const asked = await askNode(line, url.value);
  if (!asked.ok) return asked;
  const { connected, about } = asked.value;
  const { genesis, protocol, newest, lowest, proves } = about;
  const expected = treasury.network.genesis;
  if (genesis !== expected) {
    return refuse(
      'node-network-mismatch',
      `expected genesis ${expected}, the node at ${connected.url} follows ${genesis}`,
    );
  }
  const kept = (await books.cursor.proof()) ?? null;
  if (kept !== null && !proves) {
    return refuse(
      'node-unproven',
      `expected a node that proves its checkpoints, as the one before, got ${connected.url}`,
    );
  }
  const cursor = await books.cursor.get();
  if (cursor && cursor.digest !== null) {
    const last = cursor.next - 1n;
    if (newest.checkpoint < last) {
      return refuse(
        'node-behind',
        `expected checkpoint ${last} or a later one, the node is at ${newest.checkpoint}`,
      );
    }
    const read = await connected.checkpoints(last, 1, kept);
    if (!read.ok) return read;
    const [known] = read.value.checkpoints;
    if (!known) return refuse('node-pruned', `this node no longer has checkpoint ${last}`);
    if (known.digest !== cursor.digest) {
      return refuse(
        'node-other-history',
        `expected checkpoint ${last} of digest ${cursor.digest}, the node has ${known.digest}`,
      );
    }
  }
  return ok({
    url: connected.url,
    genesis,
    protocol,
    proves,
    lowest: lowest === null ? null : lowest.toString(),
    newest: { checkpoint: newest.checkpoint.toString(), at: newest.at },
    took: Math.round(performance.now() - began),
  });
}

/** By gRPC where the node has it, for only that proves anything; else by JSON-RPC. */
async function askNode(
  line: LinePart,
  url: string,
): Promise<Result<{ readonly connected: Line; readonly about: NodeFacts }>> {
  const proving = await askAbout(line, asGrpc(url));
  return proving.ok || proving.code !== 'node-not-grpc' || asGrpc(url) === url
    ? proving
    : askAbout(line, url);
}

async function askAbout(
  line: LinePart,
  url: string,
): Promise<Result<{ readonly connected: Line; readonly about: NodeFacts }>> {
  const connected = line.to(url);
  if (!connected.ok) return connected;
  const about = await connected.value.about();
  return about.ok ? ok({ connected: connected.value, about: about.value }) : about;
}

/**
 * {@link testNode} for a policy admin: a test makes the desk ask the address, and tells what answers there.
 * @returns refuses `officer-not-signed-in` and `role-missing` too
 */
export async function testNodeAs(
  parts: NodeParts,
  actor: Actor,
  { url }: { readonly url: string },
): ReturnType<typeof testNode> {
  const admin = requirePolicyAdmin(actor);
  return admin.ok ? testNode(parts, url) : admin;
}

/**
 * Goes back to the practice node that this desk ran itself before.
 * @returns refuses `officer-not-signed-in`, `role-missing` for an officer who is no policy admin, `node-not-own` where there was
 * none, and `file-not-written`
 */
export async function goBackToOwnNode(parts: NodeParts, actor: Actor): Promise<Result<void>> {
  const admin = requirePolicyAdmin(actor);
  return admin.ok ? goOnWith(parts, actor, { endpoints: null, history: null }) : admin;
}

/**
 * Goes on with these endpoints, tried in this order. Those that are new have passed {@link testNode} just now.
 * @returns refuses `officer-not-signed-in`, `role-missing` for an officer who is no policy admin, `endpoints-none` for none and
 * for more than 8, `endpoint-twice`, `node-unproven` where none is left that proves what was proven so far, what
 * {@link testNode} refuses, and `file-not-written`
 */
export async function changeEndpoints(
  parts: NodeParts,
  actor: Actor,
  { urls }: { readonly urls: readonly string[] },
): Promise<Result<void>> {
  const admin = requirePolicyAdmin(actor);
  if (!admin.ok) return admin;
  if (urls.length === 0 || urls.length > MOST_ENDPOINTS) {
    return refuse('endpoints-none', `expected 1 to ${MOST_ENDPOINTS} endpoints, got ${urls.length}`);
  }
  const known = endpointsOf(parts.treasury.file().node) ?? [];
  const order: string[] = [];
  for (const typed of urls) {
    const tested = known.includes(typed) ? ok({ url: typed }) : await testNode(parts, typed);
    if (!tested.ok) return tested;
    if (order.includes(tested.value.url)) {
      return refuse('endpoint-twice', `expected each endpoint once, got ${tested.value.url} twice`);
    }
    order.push(tested.value.url);
  }
  const kept = (await parts.books.cursor.proof()) ?? null;
  if (kept !== null && !order.some(isGrpc)) {
    return refuse('node-unproven', 'expected an endpoint that proves its checkpoints, as those before');
  }
  return goOnWith(parts, actor, { endpoints: order });
}

/**
 * Takes old checkpoints that the nodes have thrown away from the store at this address from now on; null: from none. What it gives
 * is proven as a node's answers are, so nothing of it is tested before.
 * @returns refuses `officer-not-signed-in`, `role-missing` for an officer who is no policy admin, `node-url-*`,
 * `history-own-node` for a desk that follows its own practice node, which throws nothing away, and `file-not-written`
 */
export async function changeHistory(
  parts: NodeParts,
  actor: Actor,
  { url }: { readonly url: string | null },
): Promise<Result<void>> {
  const admin = requirePolicyAdmin(actor);
  if (!admin.ok) return admin;
  const store = url === null ? ok(null) : parseNodeUrl(url);
  if (!store.ok) return store;
  if (store.value !== null && isGrpc(store.value)) {
    return refuse('node-url-scheme', 'expected https, got gRPC: a store has files');
  }
  const may =
    parts.effects.practiceOnly && store.value !== null
      ? checkEvaluation(parts.treasury.network.id, [store.value])
      : ok(undefined);
  if (!may.ok) return may;
  const endpoints = endpointsOf(parts.treasury.file().node);
  return endpoints === null
    ? refuse('history-own-node', 'expected a desk that follows a node at an address')
    : goOnWith(parts, actor, { history: store.value?.replace(/\/+$/, '') ?? null });
}
