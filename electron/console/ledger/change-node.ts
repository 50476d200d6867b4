import type { Line, NodeFacts } from '../../chains/line.ts';
import type { NodeTest } from '../../contract/node.ts';
import { asGrpc, isGrpc, MOST_ENDPOINTS, parseNodeUrl } from '../../core/node-url.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import type { LinePart, Station } from '../station.ts';
import { endpointsOf, historyOf, type NodePlace, ownNodeOf } from '../treasury/node-place.ts';
import { checkEvaluation } from '../treasury/opening-checks.ts';

/** What it takes to go on with another node. */
type NodeParts = Pick<Station, 'treasury' | 'books' | 'recorder' | 'effects'> & { readonly line: LinePart };

/**
 * The node's place in `treasury.json` after a change to these addresses and this store; undefined where there is no own node to
 * go back to.
 */
export function nodeAfter(
  node: NodePlace,
  to: readonly string[] | null,
  history: string | null,
): NodePlace | undefined {
  const own = ownNodeOf(node);
  const [url, ...others] = to ?? [];
  if (url === undefined) return own && { kind: 'embedded', ...own };
  return {
    kind: 'url',
    url,
    ...(others.length > 0 ? { others } : {}),
    ...(history === null ? {} : { history }),
    ...(own ? { own } : {}),
  };
}

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

function requirePolicyAdmin(actor: Actor): Result<void> {
  const session = requireOfficer(actor);
  if (!session.ok) return session;
  const { officer } = session.value;
  return officer.roles.includes('policy-admin')
    ? ok(undefined)
    : refuse('role-missing', `${officer.name} is not a policy admin`);
}

/**
 * Goes back to the practice node that this desk ran itself before.
 * @returns refuses `officer-not-signed-in`, `role-missing` for an officer who is no policy admin, `node-not-own` where there was
 * none, and `file-not-written`
 */
export async function goBackToOwnNode(parts: NodeParts, actor: Actor): Promise<Result<void>> {
  const admin = requirePolicyAdmin(actor);
  return admin.ok ? goOnWith(parts, actor, null) : admin;
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
  return goOnWith(parts, actor, order);
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
    : goOnWith(parts, actor, endpoints, store.value?.replace(/\/+$/, '') ?? null);
}

/**
 * The officer signs it in the journal first; then it is in `treasury.json`, then it is followed. A kill in between is made good
 * at the next opening.
 */
async function goOnWith(
  { treasury, recorder, effects, line }: NodeParts,
  actor: Actor,
  to: readonly string[] | null,
  store?: string | null,
): Promise<Result<void>> {
  const present = treasury.file().node;
  const from = endpointsOf(present);
  const before = historyOf(present);
  // The own practice node has all its history.
  const history = to === null ? null : store === undefined ? before : store;
  if (sameEndpoints(from, to) && history === before) return ok(undefined);
  const node = nodeAfter(present, to, history);
  if (!node) return refuse('node-not-own', 'this treasury has no practice node of its own');
  const written = await recorder.commit({
    expects: [],
    entries: [
      { kind: 'node-changed', actor, body: { ...changeOf(from, to), ...historyChange(before, history) } },
    ],
    answer: undefined,
  });
  if (!written.ok) return written;
  effects.notify(['journal']);
  const adopted = await treasury.adopt({ ...treasury.file(), node });
  if (!adopted.ok) return adopted;
  const moved = await line.adoptNode();
  effects.notify(['app']);
  return moved;
}

/** Whether two lists are the same, in the same order. */
export const sameEndpoints = (a: readonly string[] | null, b: readonly string[] | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const historyChange = (from: string | null, to: string | null) =>
  from === null && to === null ? {} : { history: { from, to } };

function changeOf(from: readonly string[] | null, to: readonly string[] | null) {
  const [first = null, ...before] = from ?? [];
  const [next = null, ...after] = to ?? [];
  const others = before.length + after.length > 0 ? { others: { from: before, to: after } } : {};
  return { from: first, to: next, ...others };
}
