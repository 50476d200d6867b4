import type { NodeTest } from '../../contract/node.ts';
import { parseNodeUrl } from '../../core/node-url.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import type { LinePart, Station } from '../station.ts';
import type { TreasuryFile } from '../treasury/treasury-folder.ts';

/** What it takes to go on with another node. */
type NodeParts = Pick<Station, 'treasury' | 'books' | 'recorder' | 'effects'> & { readonly line: LinePart };

type NodePlace = TreasuryFile['node'];

/** The practice node that a desk ran itself, or runs; undefined where it never did. */
export const ownNodeOf = (node: NodePlace) =>
  node.kind === 'url' ? node.own : { seed: node.seed, checkpointMs: node.checkpointMs };

/** The address as the journal has it; null for the own practice node. */
export const addressOf = (node: NodePlace): string | null => (node.kind === 'url' ? node.url : null);

/** The node's place in `treasury.json` after a change to this address; undefined where there is no own node to go back to. */
export function nodeAfter(node: NodePlace, to: string | null): NodePlace | undefined {
  const own = ownNodeOf(node);
  if (to === null) return own && { kind: 'embedded', ...own };
  return { kind: 'url', url: to, ...(own ? { own } : {}) };
}

/**
 * Asks the node at an address what it is: of this treasury's network, with the very history that was taken in. Nothing is
 * changed, and nothing of it is believed.
 * @returns refuses `node-url-*`, `node-network-mismatch` for another network (both digests are named) or another history,
 * `node-behind`, `node-pruned`, and the line's
 */
export async function testNode(
  { treasury, books, line }: Pick<NodeParts, 'treasury' | 'books' | 'line'>,
  typed: string,
): Promise<Result<NodeTest>> {
  const url = parseNodeUrl(typed);
  if (!url.ok) return url;
  const connected = line.to(url.value);
  if (!connected.ok) return connected;
  const began = performance.now();
  const about = await connected.value.about();
  if (!about.ok) return about;
  const { genesis, protocol, newest } = about.value;
  const expected = treasury.network.genesis;
  if (genesis !== expected) {
    return refuse(
      'node-network-mismatch',
      `expected genesis ${expected}, the node at ${url.value} follows ${genesis}`,
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
    const read = await connected.value.checkpoints(last, 1);
    if (!read.ok) return read;
    const [known] = read.value;
    if (!known) return refuse('node-pruned', `this node no longer has checkpoint ${last}`);
    if (known.digest !== cursor.digest) {
      return refuse(
        'node-network-mismatch',
        `expected checkpoint ${last} of digest ${cursor.digest}, the node has ${known.digest}`,
      );
    }
  }
  return ok({
    url: url.value,
    genesis,
    protocol,
    newest: { checkpoint: newest.checkpoint.toString(), at: newest.at },
    took: Math.round(performance.now() - began),
  });
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
 * Goes on with the node at another address, which has passed {@link testNode} just now; null: with the own practice node. The
 * officer signs it in the journal first; then it is in `treasury.json`, then it is followed. A kill in between is made good
 * at the next opening.
 * @returns refuses `officer-not-signed-in`, `role-missing` for an officer who is no policy admin, `node-not-own`, what
 * {@link testNode} refuses, and `file-not-written`
 */
export async function changeNode(
  parts: NodeParts,
  actor: Actor,
  { url }: { readonly url: string | null },
): Promise<Result<void>> {
  const admin = requirePolicyAdmin(actor);
  if (!admin.ok) return admin;
  const tested = url === null ? ok({ url: null }) : await testNode(parts, url);
  if (!tested.ok) return tested;
  const { treasury, recorder, effects, line } = parts;
  const from = addressOf(treasury.file().node);
  const to = tested.value.url;
  if (to === from) return ok(undefined);
  const node = nodeAfter(treasury.file().node, to);
  if (!node) return refuse('node-not-own', 'this treasury has no practice node of its own');
  const written = await recorder.commit({
    expects: [],
    entries: [{ kind: 'node-changed', actor, body: { from, to } }],
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
