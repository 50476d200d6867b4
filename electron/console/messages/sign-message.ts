import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { SignerAnswer } from '../../signer/protocol.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { checkStationClock } from '../movements/check-clock.ts';
import { presentEpoch } from '../movements/present-epoch.ts';
import type { MovingParts } from '../station.ts';
import { catchUpVault } from '../vaults/hand-over-closings.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { decideMessageNotSigned, decideMessageSigned, gatherMessage } from './decide-message.ts';
import { refusalForMessage } from './message-facts.ts';
import { countingApprovals } from './message-log.ts';

/**
 * Has the vault's signer sign an approved message, and journals the signature before anybody has it. The signer decides by itself;
 * what it refuses is journaled by its code. A kill in between loses nothing: asked again, it gives the same signature.
 */
export async function signMessage(
  station: MovingParts,
  actor: Actor,
  { digest }: { readonly digest: string },
): Promise<Result<void>> {
  const { signing } = station.keys;
  if (signing.has(digest)) return refuse('message-state', 'this message is being signed now');
  signing.add(digest);
  try {
    const signed = await askVault(station, actor, digest);
    if (!signed.ok) return signed;
    return await decideAndCommit(
      station.recorder,
      () => gatherMessage(station, digest),
      (facts) => ok(decideMessageSigned(facts, actor, signed.value)),
    );
  } finally {
    signing.delete(digest);
    station.effects.notify(['app', 'movements', 'journal']);
  }
}

async function askVault(
  station: MovingParts,
  actor: Actor,
  digest: string,
): Promise<Result<SignerAnswer<'sign-message'>>> {
  const { policy, effects, keys, chain } = station;
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const found = await gatherMessage(station, digest);
  if (!found.ok) return found;
  const { message } = found.value.record;
  const { vaultId, createdAt, text, address } = message.statement;
  const refusal = refusalForMessage('sign', found.value, officer.value.officer);
  if (refusal) return refusal;
  const held = station.hold.checkSigning({ createdAt }, station.line?.view().ledgerAt ?? null);
  if (!held.ok) return held;
  const clock = checkStationClock(station);
  if (!clock.ok) return clock;
  const checked = await station.check.settled();
  if (!checked.ok) return checked;
  const session = keys.vaults.session(vaultId);
  if (!session.ok) return session;
  const updated = await updateVault(station, vaultId);
  if (!updated.ok) return updated;
  const epoch = await presentEpoch(station);
  const caught = epoch.ok ? await catchUpVault(station, vaultId, epoch.value) : epoch;
  if (!caught.ok) return caught;
  const approvals = countingApprovals(found.value.record, { now: effects.now(), policy: policy.present() });
  const signed = await session.value.client.ask('sign-message', { message, approvals: [...approvals] });
  if (!signed.ok) {
    await recordNotSigned(station, actor, { digest, refusal: signed });
    return signed;
  }
  // What is handed out is what others can verify.
  const signer = chain.messages?.verify(text, signed.value.signature);
  if (signer?.ok && signer.value === address) return signed;
  return refuse('request-signature-bad', 'expected a signature of the address over this very text');
}

async function recordNotSigned(
  station: MovingParts,
  actor: Actor,
  { digest, refusal }: { readonly digest: string; readonly refusal: Refusal },
): Promise<void> {
  await decideAndCommit(
    station.recorder,
    () => gatherMessage(station, digest),
    (facts) => ok(decideMessageNotSigned(facts, actor, refusal)),
  );
}
