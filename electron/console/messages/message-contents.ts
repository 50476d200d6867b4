import { ok, type Result, refuse } from '../../core/result.ts';
import type { About, EnvelopeContents } from '../envelopes/make-envelope.ts';
import { withAttestations } from '../envelopes/proposals-contents.ts';
import type { Station } from '../station.ts';
import { messageOf } from './message-facts.ts';
import { countingApprovals } from './message-log.ts';

/**
 * A message that waits for approval, for officers at other stations: with the approvals so far and what its vault has signed of the
 * address. Refuses `message-unknown`, `message-state`, `address-not-attested`.
 */
export async function messageContents(
  station: Pick<Station, 'books' | 'attested' | 'messages' | 'policy' | 'effects'>,
  digest: string,
): Promise<Result<{ readonly what: EnvelopeContents; readonly about: readonly About[] }>> {
  const found = await messageOf(station, digest);
  if (!found.ok) return found;
  const { record, state } = found.value;
  if (state !== 'waiting')
    return refuse('message-state', `expected a message that waits, got one that is ${state}`);
  const { message } = record;
  const { id, vaultId, address, path, text } = message.statement;
  const known = await station.attested.known([address]);
  const own = await withAttestations(
    station,
    known.filter((each) => each.vaultId === vaultId),
  );
  if (!own.ok) return own;
  const present = { now: station.effects.now(), policy: station.policy.present() };
  const approvals = [...countingApprovals(record, present)];
  return ok({
    what: {
      kind: 'message',
      contents: { vaultId, address, path, text, asked: { message, approvals, ...own.value } },
    },
    about: [{ movementId: id, digest }],
  });
}
