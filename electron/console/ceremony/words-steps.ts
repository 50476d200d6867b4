import { ok, type Result, refuse } from '../../core/result.ts';
import type { CeremonyAnswer, CeremonyRequest } from '../../signer/ceremony/protocol.ts';
import type { ConcludeParts } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import {
  atStep,
  type CeremonySession,
  nameSheets,
  note,
  presentShare,
  returnToShowing,
  sessionOf,
  splitOf,
} from './session.ts';
import { needSheet } from './sheet-steps.ts';

const WORD_GROUPS = 4;

/** Draws the vault's words, with the officers' rolls mixed in where there are any. */
export const drawWords = inTurn(
  async (
    { ceremonies, treasury, effects }: ConcludeParts,
    { rolls }: Pick<CeremonyRequest<'draw'>, 'rolls'>,
  ): Promise<Result<void>> => {
    const session = atStep(ceremonies, 'entropy-mixed');
    if (!session.ok) return session;
    const drawn = await session.value.client.ask('draw', { network: treasury.network.id, rolls });
    if (!drawn.ok) return drawn;
    session.value.rolledBits = drawn.value.rolledBits;
    nameSheets(session.value, drawn.value.firstAddress, effects.random);
    note(session.value, rolls ? 'done' : 'passed-over', effects.now());
    effects.notify(['ceremony']);
    return ok(undefined);
  },
);

export const showWords = inTurn(
  async (
    { ceremonies }: ConcludeParts,
    request: CeremonyRequest<'show'>,
  ): Promise<Result<CeremonyAnswer<'show'>>> => {
    const session = atStep(ceremonies, 'words-shown');
    if (!session.ok) return session;
    const sheet = needSheet(session.value);
    return sheet.ok ? session.value.client.ask('show', request) : sheet;
  },
);

/** The officers say that everything shown is on paper. */
export const wordsWritten = inTurn((station: ConcludeParts) => written(station, 'words-shown'));

/** Compares six words with those that were drawn; with the last of four right groups the step is done. */
export const checkWords = inTurn(
  async (
    { ceremonies, effects }: ConcludeParts,
    request: CeremonyRequest<'check'>,
  ): Promise<Result<CeremonyAnswer<'check'>>> => {
    const session = atStep(ceremonies, 'words-reentered');
    if (!session.ok) return session;
    const checked = await session.value.client.ask('check', request);
    if (!checked.ok) return checked;
    if (checked.value.wrong.length > 0) note(session.value, 'failed', effects.now());
    else session.value.groupsChecked.add(request.group);
    if (session.value.groupsChecked.size === WORD_GROUPS) note(session.value, 'done', effects.now());
    effects.notify(['ceremony']);
    return checked;
  },
);

/** Goes back to the showing, to correct what was written down wrong. */
export const showAgain = inTurn(async ({ ceremonies, effects }: ConcludeParts): Promise<Result<void>> => {
  const session = sessionOf(ceremonies);
  if (!session.ok) return session;
  const returned = returnToShowing(session.value, effects.now());
  effects.notify(['ceremony']);
  return returned;
});

/** Splits the words' entropy as the plan says. */
export const splitWords = inTurn(async ({ ceremonies, effects }: ConcludeParts): Promise<Result<void>> => {
  const session = atStep(ceremonies, 'secret-split');
  if (!session.ok) return session;
  const shape = splitOf(session.value);
  if (!shape) return refuse('ceremony-plan', 'this ceremony splits nothing');
  const split = await session.value.client.ask('split', {
    groups: shape.groups.map(({ threshold, count }) => ({ threshold, count })),
    groupThreshold: shape.groupThreshold,
  });
  if (!split.ok) return split;
  session.value.wordsPerShare = split.value.wordsPerShare;
  note(session.value, 'done', effects.now());
  effects.notify(['ceremony']);
  return ok(undefined);
});

/** The session at a step about one share, and the share's place among all. */
function atShare(
  { ceremonies }: ConcludeParts,
  step: 'share-shown' | 'share-reentered',
): Result<{ readonly session: CeremonySession; readonly share: number }> {
  const session = atStep(ceremonies, step);
  if (!session.ok) return session;
  const share = presentShare(session.value);
  return share === null
    ? refuse('ceremony-plan', 'this step is about no share')
    : ok({ session: session.value, share });
}

/** Six words of the present share. */
export const showShare = inTurn(
  async (
    station: ConcludeParts,
    { group }: { readonly group: number },
  ): Promise<Result<CeremonyAnswer<'show-share'>>> => {
    const at = atShare(station, 'share-shown');
    if (!at.ok) return at;
    const { session, share } = at.value;
    const sheet = needSheet(session);
    return sheet.ok ? session.client.ask('show-share', { share, group }) : sheet;
  },
);

export const shareWritten = inTurn((station: ConcludeParts) => written(station, 'share-shown'));

export const checkShare = inTurn(
  async (
    station: ConcludeParts,
    { words }: { readonly words: Uint16Array },
  ): Promise<Result<CeremonyAnswer<'check-share'>>> => {
    const at = atShare(station, 'share-reentered');
    if (!at.ok) return at;
    const { session, share } = at.value;
    const checked = await session.client.ask('check-share', { share, words });
    if (!checked.ok) return checked;
    note(session, checked.value.wrong.length > 0 ? 'failed' : 'done', station.effects.now());
    station.effects.notify(['ceremony']);
    return checked;
  },
);

/** The restore rehearsal: everything typed again, restored in a clean store, first addresses compared. */
export const rehearse = inTurn(
  async (
    { ceremonies, effects }: ConcludeParts,
    backup: CeremonyRequest<'rehearse'>,
  ): Promise<Result<{ matches: boolean }>> => {
    const session = atStep(ceremonies, backup.kind === 'words' ? 'words-rehearsed' : 'shares-rehearsed');
    if (!session.ok) return session;
    const rehearsed = await session.value.client.ask('rehearse', backup);
    note(session.value, rehearsed.ok && rehearsed.value.matches ? 'done' : 'failed', effects.now());
    effects.notify(['ceremony']);
    return rehearsed.ok ? ok({ matches: rehearsed.value.matches }) : rehearsed;
  },
);

/** What was shown is on its sheet, which is there. */
async function written(station: ConcludeParts, step: 'words-shown' | 'share-shown'): Promise<Result<void>> {
  const session = atStep(station.ceremonies, step);
  if (!session.ok) return session;
  const sheet = needSheet(session.value);
  return sheet.ok ? pass(station, step) : sheet;
}

/** A step that is done when the officers say so. */
export async function pass(
  { ceremonies, effects }: Pick<ConcludeParts, 'ceremonies' | 'effects'>,
  step: 'words-shown' | 'share-shown' | 'address-proven' | 'old-vault-retired',
): Promise<Result<void>> {
  const session = atStep(ceremonies, step);
  if (!session.ok) return session;
  note(session.value, 'done', effects.now());
  effects.notify(['ceremony']);
  return ok(undefined);
}
