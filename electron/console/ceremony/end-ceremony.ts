import { holdsSecretRun } from '../../core/ceremony/plain-text.ts';
import { parseReference } from '../../core/movement/reference.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import { noteDone } from '../officers/note-done.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import type { ConcludeParts } from './conclude.ts';
import { discardWritten } from './discard-written.ts';
import { inTurn } from './in-turn.ts';
import { type CeremonySession, endSession, sessionOf } from './session.ts';

/** As many as a transcript takes. */
const MAX_DEVIATIONS = 100;

/** Writes down what went otherwise than planned. Refuses texts that could be words of a backup. */
export const noteDeviation = inTurn(
  async (
    { ceremonies, effects }: ConcludeParts,
    { officerId, text }: { readonly officerId: string; readonly text: string },
  ): Promise<Result<void>> => {
    const session = sessionOf(ceremonies);
    if (!session.ok) return session;
    if (session.value.concluded)
      return refuse('ceremony-step', 'the transcript is closed; it is being signed');
    if (!session.value.officers.some(({ id }) => id === officerId)) {
      return refuse('ceremony-officers', 'only officers who are present write deviations');
    }
    const parsed = checkDeviation(
      text,
      session.value.deviations.map((deviation) => deviation.text),
    );
    if (!parsed.ok) return parsed;
    session.value.deviations.push({ text: parsed.value, officerId, at: effects.now() });
    effects.notify(['ceremony']);
    return ok(undefined);
  },
);

/**
 * Reads a deviation as it was typed. Refuses as `parseReference` does, `deviations-too-many`, and `text-holds-words`
 * where it could be a part of a backup, together with those before it, too.
 */
export function checkDeviation(text: string, before: readonly string[]): Result<string> {
  const parsed = parseReference(text);
  if (!parsed.ok) return parsed;
  if (parsed.value === '') return refuse('reference-control-character', 'expected a text, got nothing');
  if (before.length >= MAX_DEVIATIONS) {
    return refuse('deviations-too-many', `expected at most ${MAX_DEVIATIONS} deviations`);
  }
  return holdsSecretRun([...before, parsed.value].join(' '))
    ? refuse('text-holds-words', 'expected no words of a backup in the transcript')
    : parsed;
}

/**
 * Ends a ceremony before its end: its process, all words and the file that it may have written go, and the journal tells
 * how far it came. The processes end at once, whatever else is under way. What everybody has signed and is just being
 * written down is completed if that succeeds, and called off if it does not. It is never refused for want of an officer.
 */
export async function abandonCeremony(
  station: Pick<Station, 'treasury' | 'ceremonies' | 'recorder' | 'effects'>,
  actor: Actor,
): Promise<Result<void>> {
  const { treasury, ceremonies, effects } = station;
  const { session } = ceremonies;
  ceremonies.calledOff += 1;
  if (!session) return ok(undefined);
  const gone = endSession(session);
  if (session.beingWritten) await session.beingWritten.catch(() => {});
  if (session.ended) {
    await gone;
    return ok(undefined);
  }
  session.ended = true;
  ceremonies.session = null;
  ceremonies.restoring = null;
  await gone;
  if (session.file !== null) await discardWritten(treasury.folder, session.file);
  const written = await noteDone(station, actor, {
    entries: (by) => [abandoned(session, by)],
    otherwise: 'ceremony-called-off',
  });
  effects.notify(['ceremony', 'app', 'journal']);
  return written;
}

const abandoned = ({ state, officers, sheets }: CeremonySession, actor: Actor): EntryDraft => ({
  kind: 'ceremony-abandoned',
  actor,
  body: {
    ceremony: state.plan.kind,
    steps: state.records.length,
    officers: officers.map(({ id }) => id),
    sheets: sheets.map(({ serial }) => serial),
  },
});

/** Leaves the view of a ceremony that has ended. */
export async function dismissCeremony({
  ceremonies,
  effects,
}: Pick<Station, 'ceremonies' | 'effects'>): Promise<Result<void>> {
  const { session } = ceremonies;
  if (session?.ended) {
    ceremonies.session = null;
    await endSession(session);
  }
  effects.notify(['ceremony']);
  return ok(undefined);
}
