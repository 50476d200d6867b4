import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { receiveMessage } from '../messages/receive-message.ts';
import type { EntryDraft } from '../recorder.ts';
import { arrivedOf, type TakenOne } from './arrived.ts';
import { lookAtEnvelope, type TakingParts } from './look-at-envelope.ts';
import { receiveProposals } from './receive-proposals.ts';
import { takePolicies } from './take-policies.ts';
import { takeReplies } from './take-replies.ts';
import { takeStatus } from './take-status.ts';

/**
 * Takes an envelope in, as an officer: it is looked at once more, and must be the very one that the screen showed. What came
 * late is told, and the rest counts.
 * @param seen the digest that the screen showed
 * @returns refuses `officer-not-signed-in`, `envelope-other-digest`, and as the check of the books, {@link lookAtEnvelope} and
 * commits do
 */
export async function takeEnvelope(
  station: TakingParts,
  actor: Actor,
  { file, digest: seen }: { readonly file: Uint8Array; readonly digest: string },
): Promise<Result<readonly TakenOne[]>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const free = station.hold.check();
  if (!free.ok) return free;
  // What it is held against are rows: what is here already, what was asked for, what has been answered.
  const checked = await station.check.whole();
  if (!checked.ok) return checked;
  const looked = await lookAtEnvelope(station, file);
  if (!looked.ok) return looked;
  const { envelope, inside, retires } = looked.value;
  if (envelope.digest !== seen) {
    return refuse('envelope-other-digest', `expected envelope ${seen}, got ${envelope.digest}`);
  }
  const arrived = arrivedOf(envelope);
  const taken = await takeInside();
  station.effects.notify(['app', 'movements', 'journal']);
  return taken;

  async function takeInside(): Promise<Result<readonly TakenOne[]>> {
    switch (inside.kind) {
      case 'officer-card': {
        const { id: officerId } = inside.card.officer;
        const body = { ...arrived, officerId };
        const entries: EntryDraft[] = [{ kind: 'station-introduced', actor, body }];
        return station.recorder.commit({ expects: [], entries, answer: [] });
      }
      case 'treasury': {
        const adopted = await takePolicies(station, actor, { ...inside, arrived, retires });
        return adopted.ok ? ok([]) : adopted;
      }
      case 'proposals':
        return receiveProposals(station, actor, { ...inside, arrived });
      case 'address-list': {
        // The envelope was checked, and the journal says so; a desk's own addresses are those that its vaults derive.
        const body = { ...arrived, contents: 'address-list', movementIds: [], epoch: null } as const;
        const entries: EntryDraft[] = [{ kind: 'envelope-taken', actor, body: { ...body, movementIds: [] } }];
        return station.recorder.commit({ expects: [], entries, answer: [] });
      }
      case 'message':
        return receiveMessage(station, actor, { inspected: inside.inspected, arrived });
      case 'status':
        return takeStatus(station, actor, { status: inside.status, arrived });
      case 'replies':
        return takeReplies(station, actor, { replies: inside.replies, arrived });
    }
  }
}
