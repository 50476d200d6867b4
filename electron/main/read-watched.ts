import * as v from 'valibot';
import { appViewSchema } from '../contract/app.ts';
import { messageRowSchema } from '../contract/messages.ts';
import { movementRowSchema } from '../contract/movements.ts';
import type { NodeView } from '../contract/node.ts';
import type { AnswerCall, CallContext } from '../contract/serve.ts';
import { page } from '../contract/shared.ts';
import type { AssetView, TreasuryView } from '../contract/treasury.ts';
import type { AlarmKind, Waiting, Watched } from '../core/notifications/what-to-tell.ts';

/** More than this are not told apart. */
const MOST = 200;
/** A node that is away for less is on its way back, milliseconds. */
const NODE_PATIENCE_MS = 60_000;

const movementsSchema = page(movementRowSchema);
const messagesSchema = page(messageRowSchema);

/** What there is to tell of, and the asset of its amounts; null while no treasury is open. */
export interface WatchedNow {
  readonly watched: Watched;
  readonly asset: AssetView | null;
}

/**
 * Reads what there is to tell of, as the window would.
 * @param context of the window: what waits is read for the officers who are signed in there
 * @returns null where it could not be read
 */
export async function readWatched(
  answer: AnswerCall,
  context: CallContext,
  now: number,
): Promise<WatchedNow | null> {
  const app = await answer('app.read', { as: null }, context);
  const view = app.ok ? v.safeParse(appViewSchema, app.value) : null;
  if (!view?.success) return null;
  const { treasury } = view.output;
  if (treasury === null) {
    return { watched: { treasuryId: null, waiting: new Map(), alarms: [] }, asset: null };
  }
  const waiting = new Map<string, readonly Waiting[]>();
  for (const officerId of treasury.signedIn) {
    const rows = await waitingFor(officerId, answer, context);
    if (rows === null) return null;
    waiting.set(officerId, rows);
  }
  return {
    watched: { treasuryId: treasury.id, waiting, alarms: alarmsOf(treasury, now) },
    asset: treasury.asset,
  };
}

async function waitingFor(
  as: string,
  answer: AnswerCall,
  context: CallContext,
): Promise<readonly Waiting[] | null> {
  const window = { as, filter: 'mine', offset: 0, limit: MOST };
  const asked = { ...window, kind: null, search: '' };
  const [listed, told] = await Promise.all([
    answer('movement.list', asked, context),
    answer('message.list', window, context),
  ]);
  const movements = listed.ok ? v.safeParse(movementsSchema, listed.value) : null;
  const messages = told.ok ? v.safeParse(messagesSchema, told.value) : null;
  if (!movements?.success) return null;
  return [
    ...movements.output.rows.map(({ id, kind, state, amount }) => ({
      id,
      kind,
      state,
      amount: BigInt(amount),
    })),
    // What books that differ tell of them counts for nothing; the alarm is told all the same.
    ...(messages?.success ? messages.output.rows : []).map(({ digest, state }) => ({
      id: digest,
      kind: 'message' as const,
      state: state === 'approved' ? state : ('waiting' as const),
      amount: 0n,
    })),
  ];
}

/** The alarms that the lines above the screens show. */
function alarmsOf({ hold, books, booksAlarms, vaults, node }: TreasuryView, now: number): AlarmKind[] {
  const isHeld = hold !== null && (hold.enrolment !== null || hold.older !== null || hold.spends.length > 0);
  return [
    ...(isHeld ? (['folder'] as const) : []),
    ...(books.state === 'differs' || booksAlarms.length > 0 ? (['books'] as const) : []),
    ...(vaults.some(({ sealedAhead }) => sealedAhead !== null) ? (['clock'] as const) : []),
    ...(node !== null && isAway(node, now) ? (['node'] as const) : []),
  ];
}

const isAway = ({ stopped, problem, asOf }: NodeView, now: number): boolean =>
  (stopped !== null || problem !== null) && now - (asOf ?? 0) > NODE_PATIENCE_MS;
