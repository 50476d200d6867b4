import { ok, type Result, refuse } from '../../core/result.ts';
import { PLAIN_WAY, sameWay, type Way } from '../../core/way.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import type { LinePart, Station } from '../station.ts';
import { fileAfter, type LinePlace, linePlaceOf, samePlace } from '../treasury/node-place.ts';

/** What it takes to go on with another node, or on another way. */
export type NodeParts = Pick<Station, 'treasury' | 'books' | 'recorder' | 'effects'> & {
  readonly line: LinePart;
};

/** Refuses `officer-not-signed-in`, and `role-missing` for an officer who is no policy admin. */
export function requirePolicyAdmin(actor: Actor): Result<void> {
  const session = requireOfficer(actor);
  if (!session.ok) return session;
  const { officer } = session.value;
  return officer.roles.includes('policy-admin')
    ? ok(undefined)
    : refuse('role-missing', `${officer.name} is not a policy admin`);
}

/**
 * The officer signs it in the journal first; then it is in `treasury.json`, then it is followed. A kill in between is made good
 * at the next opening. What is the same already is not written again.
 * @param keep writes what is no part of the journal, once that is signed
 * @returns refuses `node-not-own` and `file-not-written`
 */
export async function goOnWith(
  { treasury, recorder, effects, line }: NodeParts,
  actor: Actor,
  change: Partial<LinePlace>,
  keep?: () => Promise<Result<void>>,
): Promise<Result<void>> {
  const from = linePlaceOf(treasury.file());
  const to = { ...from, ...change };
  if (samePlace(from, to) && keep === undefined) return ok(undefined);
  if (!fileAfter(treasury.file(), to)) {
    return refuse('node-not-own', 'this treasury has no practice node of its own');
  }
  const written = await recorder.commit({
    expects: [],
    entries: [{ kind: 'node-changed', actor, body: bodyOf(from, to) }],
    answer: undefined,
  });
  if (!written.ok) return written;
  effects.notify(['journal']);
  const kept = await (keep?.() ?? ok(undefined));
  const file = fileAfter(treasury.file(), to);
  const adopted = file ? await treasury.adopt(file) : ok(undefined);
  if (!adopted.ok) return adopted;
  const moved = await line.adoptNode();
  effects.notify(['app']);
  return kept.ok ? moved : kept;
}

function bodyOf(from: LinePlace, to: LinePlace) {
  const [first = null, ...before] = from.endpoints ?? [];
  const [next = null, ...after] = to.endpoints ?? [];
  const others = before.length + after.length > 0 ? { others: { from: before, to: after } } : {};
  const history =
    from.history === null && to.history === null ? {} : { history: { from: from.history, to: to.history } };
  const isPlain = sameWay(from.way, PLAIN_WAY) && sameWay(to.way, PLAIN_WAY);
  const way = isPlain ? {} : { way: { from: copyOf(from.way), to: copyOf(to.way) } };
  return { from: first, to: next, ...others, ...history, ...way };
}

const copyOf = (way: Way) => ({ ...way, authorities: [...way.authorities] });
