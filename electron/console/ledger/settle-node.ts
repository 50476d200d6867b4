import { officerOf } from '../../core/actor.ts';
import { isPractice } from '../../core/network-id.ts';
import { isLoopback } from '../../core/node-url.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { believedEntry } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';
import { raiseFileAlarm } from '../treasury/books-alarm.ts';
import { endpointsOf, historyOf } from '../treasury/node-place.ts';
import type { TreasuryFile } from '../treasury/treasury-folder.ts';
import { nodeAfter, sameEndpoints } from './change-node.ts';

/** Changes that are looked at where the newest ones are not to be believed. */
const MOST_CHANGES = 100;
/** Only a kill leaves a change of the node half done, and what was written beside it at that moment is little. */
const NEWEST = 100;

/** The node as the journal tells it; null for the own practice node. */
interface ToldNode {
  /** Endpoints in their order. */
  readonly to: readonly string[] | null;
  /** Those before; undefined for the first ones. */
  readonly from: readonly string[] | null | undefined;
  /** The historical store, and the one before. */
  readonly history: { readonly from: string | null; readonly to: string | null };
  readonly seq: number;
}

/**
 * Holds the node's address in `treasury.json` against the journal: the newest change that a policy admin signed, or the
 * address that the treasury began with. The journal's is followed. A change that a kill kept from the file is carried out
 * so; whatever else the file names is an alarm. A journal that tells no address leaves the file's.
 * @returns refuses `treasury-damaged` where the journal names the own practice node and the file has none, `file-not-written`,
 * and as a commit does
 */
export async function settleNode(
  parts: Pick<Station, 'treasury' | 'books' | 'hold' | 'recorder' | 'effects'>,
): Promise<Result<void>> {
  const { treasury, books } = parts;
  const file = treasury.file();
  const told = await toldNode(parts);
  if (told === null || isNamed(file, told)) return ok(undefined);
  const node = nodeAfter(file.node, told.to, told.history.to);
  if (!node) {
    return refuse(
      'treasury-damaged',
      'treasury.json no longer has the practice node that the journal tells of',
    );
  }
  const [named, store] = [endpointsOf(file.node), historyOf(file.node)];
  const head = (await books.journal.head())?.seq ?? 0;
  const isBefore = told.from !== undefined && sameEndpoints(named, told.from) && store === told.history.from;
  const isHalfDone = isBefore && told.seq > head - NEWEST;
  const [inFile, inJournal] = [nodeText(named, store), nodeText(told.to, told.history.to)];
  const words = `treasury.json names ${inFile}, the journal ${inJournal}, which is followed`;
  const raised = isHalfDone ? ok(undefined) : await raiseFileAlarm(parts, words);
  return raised.ok ? treasury.adopt({ ...file, node }) : raised;
}

const nodeText = (urls: readonly string[] | null, history: string | null): string =>
  urls === null
    ? 'its own practice node'
    : `the node ${urls.map((url) => JSON.stringify(url)).join(', then ')}${storeText(history)}`;

const storeText = (history: string | null): string =>
  history === null ? '' : `, with the store ${JSON.stringify(history)}`;

async function toldNode({
  treasury,
  books,
  hold,
}: Pick<Station, 'treasury' | 'books' | 'hold'>): Promise<ToldNode | null> {
  const signers = entrySigners({ treasury, hold });
  for (const { seq, json } of await books.journal.nodeChanges(MOST_CHANGES)) {
    const entry = believedEntry(json, seq, signers);
    if (entry?.kind !== 'node-changed') continue;
    const officerId = officerOf(entry.actor);
    const officer = signers.policyAt(entry.at).officers.find(({ id }) => id === officerId);
    if (!officer?.roles.includes('policy-admin')) continue;
    const { from, to, others, history = NO_STORE } = entry.body;
    return { from: listOf(from, others?.from), to: listOf(to, others?.to), history, seq };
  }
  const [first] = await books.journal.raw(0, 1);
  const entry = first === undefined ? null : believedEntry(first, 1, signers);
  return entry?.kind === 'treasury-created' && entry.body.node !== undefined
    ? { to: listOf(entry.body.node, []), from: undefined, history: NO_STORE, seq: 1 }
    : null;
}

const NO_STORE = { from: null, to: null } as const;

const listOf = (first: string | null, others: readonly string[] = []): readonly string[] | null =>
  first === null ? null : [first, ...others];

/** A practice node at an address of this computer may have another port each time that somebody starts it. */
function isNamed({ node, network }: TreasuryFile, { to, from, history }: ToldNode): boolean {
  if (historyOf(node) !== history.to) return false;
  const named = endpointsOf(node);
  if (sameEndpoints(named, to)) return true;
  return (
    from === undefined &&
    isPractice(network.id) &&
    [named, to].every((urls) => urls?.length === 1 && urls.every(isLoopback))
  );
}
