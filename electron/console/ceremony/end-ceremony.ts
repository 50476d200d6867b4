import { holdsSecretRun } from '../../core/ceremony/plain-text.ts';
import { parseReference } from '../../core/movement/reference.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Treasury } from '../treasury.ts';
import { discardWritten } from './discard-written.ts';
import { inTurn } from './in-turn.ts';
import { endSession, sessionOf } from './session.ts';

/** As many as a transcript takes. */
const MAX_DEVIATIONS = 100;

/** Writes down what went otherwise than planned. Refuses texts that could hold words of a backup. */
export const noteDeviation = inTurn(
  async (
    { ceremonies, effects }: Treasury,
    { officerId, text }: { readonly officerId: string; readonly text: string },
  ): Promise<Result<void>> => {
    const session = sessionOf(ceremonies);
    if (!session.ok) return session;
    if (session.value.concluded)
      return refuse('ceremony-step', 'the transcript is closed; it is being signed');
    if (!session.value.officers.some(({ id }) => id === officerId)) {
      return refuse('ceremony-officers', 'only officers who are present write deviations');
    }
    const parsed = parseReference(text);
    if (!parsed.ok) return parsed;
    if (parsed.value === '') return refuse('reference-control-character', 'expected a text, got nothing');
    if (session.value.deviations.length >= MAX_DEVIATIONS) {
      return refuse('deviations-too-many', `expected at most ${MAX_DEVIATIONS} deviations`);
    }
    const all = [...session.value.deviations.map((deviation) => deviation.text), parsed.value].join(' ');
    if (holdsSecretRun(all))
      return refuse('text-holds-words', 'expected no words of a backup in the transcript');
    session.value.deviations.push({ text: parsed.value, officerId, at: effects.now() });
    effects.notify(['ceremony']);
    return ok(undefined);
  },
);

/**
 * Ends a ceremony before its end: its process, all words and the file that it may have written go, and the journal tells
 * how far it came. The processes end at once, whatever else is under way. What everybody has signed and is just being
 * written down is held if that succeeds, and called off if it does not.
 */
export async function abandonCeremony(treasury: Treasury): Promise<Result<void>> {
  const { ceremonies, journal, effects } = treasury;
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
  if (session.file !== null) await discardWritten(treasury, session.file);
  const written = await journal.record({
    kind: 'ceremony-abandoned',
    body: {
      ceremony: session.state.plan.kind,
      steps: session.state.records.length,
      officers: session.officers.map(({ id }) => id),
      sheets: session.sheets.map(({ serial }) => serial),
    },
  });
  effects.notify(['ceremony', 'app', 'journal']);
  return written.ok ? ok(undefined) : written;
}

/** Leaves the view of a ceremony that has ended. */
export async function dismissCeremony({ ceremonies, effects }: Treasury): Promise<Result<void>> {
  const { session } = ceremonies;
  if (session?.ended) {
    ceremonies.session = null;
    await endSession(session);
  }
  effects.notify(['ceremony']);
  return ok(undefined);
}
