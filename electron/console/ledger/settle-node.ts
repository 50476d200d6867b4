import { officerOf } from '../../core/actor.ts';
import { isPractice } from '../../core/network-id.ts';
import { isLoopback } from '../../core/node-url.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { fingerprintOf, PLAIN_WAY, type Way } from '../../core/way.ts';
import { believedEntry } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';
import { raiseFileAlarm } from '../treasury/books-alarm.ts';
import { fileAfter, type LinePlace, linePlaceOf, samePlace } from '../treasury/node-place.ts';
import type { TreasuryFile } from '../treasury/treasury-folder.ts';

/** Changes that are looked at where the newest ones are not to be believed. */
const MOST_CHANGES = 100;
/** Only a kill leaves a change of the node half done, and what was written beside it at that moment is little. */
const NEWEST = 100;

/** The line's place as the journal tells it. */
interface ToldPlace {
  readonly to: LinePlace;
  /** The one before; undefined for the first one. */
  readonly from: LinePlace | undefined;
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
  const told = (await toldNode(parts)) ?? toldNothing(file);
  if (isNamed(file, told)) return ok(undefined);
  const next = fileAfter(file, told.to);
  if (!next) {
    return refuse(
      'treasury-damaged',
      'treasury.json no longer has the practice node that the journal tells of',
    );
  }
  const named = linePlaceOf(file);
  const head = (await books.journal.head())?.seq ?? 0;
  const isHalfDone = told.from !== undefined && samePlace(named, told.from) && told.seq > head - NEWEST;
  const words = `treasury.json names ${placeText(named)}, the journal ${placeText(told.to)}, which is followed`;
  const raised = isHalfDone ? ok(undefined) : await raiseFileAlarm(parts, words);
  return raised.ok ? treasury.adopt(next) : raised;
}

const placeText = ({ endpoints, history, way }: LinePlace): string =>
  `${
    endpoints === null
      ? 'its own practice node'
      : `the node ${endpoints.map((url) => JSON.stringify(url)).join(', then ')}${storeText(history)}`
  }${wayText(way)}`;

const storeText = (history: string | null): string =>
  history === null ? '' : `, with the store ${JSON.stringify(history)}`;

const wayText = ({ proxy, login, authorities }: Way): string => {
  const by = proxy === null ? '' : `, by the proxy ${JSON.stringify(proxy)}${login ? ' with a name' : ''}`;
  const prints = authorities.map(fingerprintOf);
  return prints.length === 0 ? by : `${by}, trusting the certificates ${prints.join(', ')}`;
};

async function toldNode({
  treasury,
  books,
  hold,
}: Pick<Station, 'treasury' | 'books' | 'hold'>): Promise<ToldPlace | null> {
  const signers = entrySigners({ treasury, hold });
  for (const { seq, json } of await books.journal.nodeChanges(MOST_CHANGES)) {
    const entry = believedEntry(json, seq, signers);
    if (entry?.kind !== 'node-changed') continue;
    const officerId = officerOf(entry.actor);
    const officer = signers.policyAt(entry.at).officers.find(({ id }) => id === officerId);
    if (!officer?.roles.includes('policy-admin')) continue;
    const { from, to, others, history = NO_STORE, way = NO_WAY } = entry.body;
    return {
      from: { endpoints: listOf(from, others?.from), history: history.from, way: way.from },
      to: { endpoints: listOf(to, others?.to), history: history.to, way: way.to },
      seq,
    };
  }
  const [first] = await books.journal.raw(0, 1);
  const entry = first === undefined ? null : believedEntry(first, 1, signers);
  if (entry?.kind !== 'treasury-created' || entry.body.node === undefined) return null;
  const { node, others, history = null } = entry.body;
  return { to: { endpoints: listOf(node, others), history, way: PLAIN_WAY }, from: undefined, seq: 1 };
}

/** A journal without an address leaves the file's; a way that nobody signed it never leaves. */
const toldNothing = (file: TreasuryFile): ToldPlace => ({
  to: { ...linePlaceOf(file), way: PLAIN_WAY },
  from: undefined,
  seq: 0,
});

const NO_STORE = { from: null, to: null } as const;
const NO_WAY = { from: PLAIN_WAY, to: PLAIN_WAY } as const;

const listOf = (first: string | null, others: readonly string[] = []): readonly string[] | null =>
  first === null ? null : [first, ...others];

/** A practice node at an address of this computer may have another port each time that somebody starts it. */
function isNamed(file: TreasuryFile, { to, from }: ToldPlace): boolean {
  const named = linePlaceOf(file);
  if (samePlace(named, to)) return true;
  const endpoints = [named.endpoints, to.endpoints];
  return (
    from === undefined &&
    isPractice(file.network.id) &&
    samePlace({ ...named, endpoints: null }, { ...to, endpoints: null }) &&
    endpoints.every((urls) => urls?.length === 1 && urls.every(isLoopback))
  );
}
