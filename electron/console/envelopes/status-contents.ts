import type { Rejection } from '../../core/approval/approval.ts';
import { MOST_ENDED, type Status, toldEnds } from '../../core/envelope/kinds/status.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Station } from '../station.ts';
import type { EnvelopeRecords } from './envelope-log.ts';
import type { EnvelopeContents } from './make-envelope.ts';

type Parts = Pick<Station, 'books' | 'check' | 'hold' | 'policy' | 'envelopes' | 'effects'>;

/** Rejections of one envelope at most. */
const MOST_REJECTIONS = 10_000;

/**
 * How things stand here, for officers' desks: the ledger's newest epoch and time, what freezes this station, and what became of what
 * was given out. Ends are what rows say, and are told of books that are found whole; else only that these are not. The policy, the
 * newest journal entries and sealed states are in every envelope's head.
 * @returns refuses `books-differ`
 */
export async function statusContents(station: Parts): Promise<Result<EnvelopeContents>> {
  const { books, check, policy, envelopes } = station;
  const records = await envelopes.read();
  if (!records.ok) return records;
  const cursor = await books.cursor.get();
  const epoch = await books.cursor.epoch();
  const rejections: Rejection[] = [];
  for (const { id } of policy.present().vaults)
    rejections.push(...(await books.movements.unsealedRejections(id)).map(({ rejection }) => rejection));
  const whole = await check.whole();
  const ended = whole.ok ? await endedOf(station, records.value) : [];
  for (const { movementId } of ended) {
    const rejection = await books.movements.rejection(movementId);
    const isThere = rejections.some(({ signature }) => signature === rejection?.signature);
    if (rejection && !isThere) rejections.push(rejection);
  }
  const contents: Status = {
    ledger: cursor ? { epoch: epoch?.epoch.toString() ?? null, at: cursor.asOf } : null,
    rejections: rejections.slice(0, MOST_REJECTIONS),
    frozen: await frozenBy(station, whole),
    ended: [...ended],
  };
  return ok({ kind: 'status', contents });
}

/** What was given out and has come to its end, the newest first. */
async function endedOf({ books }: Parts, { made }: EnvelopeRecords): Promise<Status['ended']> {
  const given = new Map(
    made
      .filter(({ contents }) => contents === 'proposals')
      .flatMap(({ movements }) => movements.map(({ movementId, digest }) => [movementId, digest] as const)),
  );
  const ended: Status['ended'] = [];
  for (const [movementId, digest] of [...given].toReversed()) {
    if (ended.length === MOST_ENDED) break;
    const movement = await books.movements.get(movementId);
    const state = toldEnds.find((each) => each === movement?.state);
    if (movement && state) ended.push({ movementId, digest, state, at: movement.updatedAt });
  }
  return ended;
}

/** Alarms that nobody has settled, books that are not found whole, and what holds the folder. */
async function frozenBy({ books, hold, effects }: Parts, whole: Result<void>): Promise<Status['frozen']> {
  const alarms = await books.alarms.open();
  const now = [whole, hold.check()].flatMap((each) => (each.ok ? [] : [each.code]));
  return [
    ...alarms.slice(0, 50).map(({ at }) => ({ code: 'books-unsettled', since: at })),
    ...now.map((code) => ({ code, since: effects.now() })),
  ];
}
