import type { EnvelopeList } from '../../contract/envelopes.ts';
import { openStates } from '../mandates/mandate-of.ts';
import { factsOfMessage } from '../messages/message-facts.ts';
import { officerName } from '../officers/officer-name.ts';
import type { Station } from '../station.ts';
import type { EnvelopeRecords } from './envelope-log.ts';

type Parts = Pick<Station, 'books' | 'policy' | 'messages' | 'effects'>;

/** Records of a list at most. */
export const MOST_RECORDS = 200;
/** Movements that were given out and are looked at for those that are not at their end, the newest first. */
const MOST_LOOKED_AT = 2000;

type Out = EnvelopeList['out'][number];
type MovementOut = Extract<Out, { readonly about: 'movement' }>;

/** What was given out and is not at its end: movements, and messages to sign. */
export async function outNow(station: Parts, records: EnvelopeRecords): Promise<Out[]> {
  return [...(await movementsOut(station, records)), ...(await messagesOut(station, records))];
}

/** Movements that were given out and are not at their end, the newest first; those of a mandate as one. */
async function movementsOut({ books, policy }: Parts, { made }: EnvelopeRecords): Promise<MovementOut[]> {
  const since = new Map<string, number>();
  for (const { contents, movements, at } of made) {
    if (contents === 'proposals') for (const { movementId } of movements) since.set(movementId, at);
  }
  const out = new Map<string, MovementOut>();
  for (const [id, at] of [...since].toReversed().slice(0, MOST_LOOKED_AT)) {
    if (out.size === MOST_RECORDS) break;
    const movement = await books.movements.get(id);
    if (!movement || !openStates.has(movement.state)) continue;
    const key = movement.mandate ?? id;
    const before = out.get(key);
    if (before) {
      const amount = (BigInt(before.amount) + movement.units).toString();
      out.set(key, { ...before, amount, movements: before.movements + 1 });
      continue;
    }
    out.set(key, {
      about: 'movement',
      movementId: movement.id,
      movements: 1,
      kind: movement.kind,
      state: movement.state,
      amount: movement.units.toString(),
      recipient: movement.recipient,
      since: at,
      approvedBy: movement.approvedBy.map((officer) => officerName(policy.present(), officer) ?? ''),
      approvalsNeeded: movement.approvalsNeeded,
    });
  }
  return [...out.values()];
}

/** Messages that were given out and are not at their end; none where books that differ tell of them. */
async function messagesOut(station: Parts, { made }: EnvelopeRecords): Promise<Out[]> {
  const { messages, policy } = station;
  const since = new Map<string, number>();
  for (const { contents, movements, at } of made) {
    if (contents === 'message') for (const { digest } of movements) since.set(digest, at);
  }
  if (since.size === 0) return [];
  const records = await messages.read();
  const present = policy.present();
  return [...since].flatMap(([digest, at]): Out[] => {
    const record = records.ok ? records.value.get(digest) : undefined;
    if (!record) return [];
    const { state, approvedBy, needed } = factsOfMessage(station, record);
    if (state !== 'waiting' && state !== 'approved') return [];
    const { vaultId, address } = record.message.statement;
    return [
      {
        about: 'message',
        digest: record.digest,
        state,
        vaultName: present.vaults.find(({ id }) => id === vaultId)?.name ?? '',
        address,
        since: at,
        approvedBy: approvedBy.map((officer) => officerName(present, officer) ?? ''),
        approvalsNeeded: needed,
      },
    ];
  });
}
