import { officerOf } from '../../core/actor.ts';
import { isPractice } from '../../core/network-id.ts';
import { isLoopback } from '../../core/node-url.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { believedEntry, type EntrySigners } from '../journal/believed-entry.ts';
import type { Station } from '../station.ts';
import { raiseFileAlarm } from '../treasury/books-alarm.ts';
import type { TreasuryFile } from '../treasury/treasury-folder.ts';
import { addressOf, nodeAfter } from './change-node.ts';

/** Changes that are looked at where the newest ones are not to be believed. */
const MOST_CHANGES = 100;
/** Only a kill leaves a change of the node half done, and what was written beside it at that moment is little. */
const NEWEST = 100;

/** The node as the journal tells it; null for the own practice node. */
interface ToldNode {
  readonly to: string | null;
  /** The one before; undefined for the first one. */
  readonly from: string | null | undefined;
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
  const node = nodeAfter(file.node, told.to);
  if (!node) {
    return refuse(
      'treasury-damaged',
      'treasury.json no longer has the practice node that the journal tells of',
    );
  }
  const named = addressOf(file.node);
  const head = (await books.journal.head())?.seq ?? 0;
  const isHalfDone = named === told.from && told.seq > head - NEWEST;
  const words = `treasury.json names ${nodeText(named)}, the journal ${nodeText(told.to)}, which is followed`;
  const raised = isHalfDone ? ok(undefined) : await raiseFileAlarm(parts, words);
  return raised.ok ? treasury.adopt({ ...file, node }) : raised;
}

const nodeText = (url: string | null): string =>
  url === null ? 'its own practice node' : `the node ${JSON.stringify(url)}`;

async function toldNode({
  treasury,
  books,
  hold,
}: Pick<Station, 'treasury' | 'books' | 'hold'>): Promise<ToldNode | null> {
  const policies = treasury.file().policies.map(({ policy }) => policy);
  const present = (at: number) => policies.findLast(({ createdAt }) => createdAt <= at) ?? policies[0];
  const signers: EntrySigners = {
    stations: hold.stations(),
    policyAt: (at) => present(at) ?? { officers: [] },
    verify: verifySignature,
  };
  for (const { seq, json } of await books.journal.nodeChanges(MOST_CHANGES)) {
    const entry = believedEntry(json, seq, signers);
    if (entry?.kind !== 'node-changed') continue;
    const officerId = officerOf(entry.actor);
    const officer = present(entry.at)?.officers.find(({ id }) => id === officerId);
    if (officer?.roles.includes('policy-admin')) return { ...entry.body, seq };
  }
  const [first] = await books.journal.raw(0, 1);
  const entry = first === undefined ? null : believedEntry(first, 1, signers);
  return entry?.kind === 'treasury-created' && entry.body.node !== undefined
    ? { to: entry.body.node, from: undefined, seq: 1 }
    : null;
}

/** A practice node at an address of this computer may have another port each time that somebody starts it. */
function isNamed({ node, network }: TreasuryFile, { to, from }: ToldNode): boolean {
  const named = addressOf(node);
  if (named === to) return true;
  return (
    from === undefined &&
    isPractice(network.id) &&
    [named, to].every((url) => url !== null && isLoopback(url))
  );
}
