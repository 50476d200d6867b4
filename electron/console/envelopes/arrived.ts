import type { Envelope } from '../../core/envelope/envelope.ts';
import { ownHead } from '../../core/envelope/head.ts';
import type { BodyOf } from '../../core/journal/bodies.ts';
import type { Refusal } from '../../core/result.ts';

/** Where an envelope came from, as entries name it. */
export type Arrived = Pick<BodyOf<'station-introduced'>, 'envelope' | 'from' | 'number' | 'head'>;

export function arrivedOf({ statement, digest }: Envelope): Arrived {
  const { station, number } = statement;
  const head = ownHead(statement);
  if (!head) throw new Error('an envelope without the head of its station');
  return {
    envelope: digest,
    from: { stationId: station.id, stationKey: station.key },
    number,
    head: { seq: head.seq, hash: head.hash },
  };
}

/** What became of one thing in an envelope; `late` is null where it counts from here on. */
export interface TakenOne {
  readonly movementId: string;
  readonly late: Refusal | null;
}
