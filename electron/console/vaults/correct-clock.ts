import { ok, type Result, refuse } from '../../core/result.ts';
import type { ClockCorrection, SignedClockCorrection } from '../../core/station/clock-correction.ts';
import type { SignerClient } from '../../signer/client.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { checkStationClock } from '../movements/check-clock.ts';
import { requireTwo } from '../officers/two-officers.ts';
import type { Station } from '../station.ts';
import { updateVault } from './update-vault.ts';

type CorrectParts = Pick<
  Station,
  'treasury' | 'hold' | 'books' | 'check' | 'policy' | 'recorder' | 'keys' | 'line' | 'effects'
>;

/**
 * Two approvers say that this computer's clock is right, where a vault has sealed a later time and signs nothing by it any
 * more. The vault says first whether it would take that; then the journal has it, and the vault seals it. Killed in
 * between, it is said again.
 * @param input.second another approver, signed in at the same caller; null for nobody
 * @returns refuses `officer-not-signed-in`, `second-officer-needed`, `role-missing`, `vault-locked`, `clock-off` by the
 * ledger's time, `clock-correction-bad` where nothing is to be put right, and
 * `clock-not-sealed` where the journal has it and the vault did not say that it took it
 */
export async function correctClock(
  station: CorrectParts,
  actor: Actor,
  { vaultId, second }: { readonly vaultId: string; readonly second: Actor | null },
): Promise<Result<void>> {
  const two = requireTwo(station, { actor, second });
  if (!two.ok) return two;
  const clock = checkStationClock(station);
  if (!clock.ok) return clock;
  const session = station.keys.vaults.session(vaultId);
  if (!session.ok) return session;
  const { client } = session.value;
  const signed = await signCorrection(station, client, { vaultId, by: [actor, second] });
  if (!signed.ok) return signed;
  const taken = await client.ask('seal', { kind: 'clock', signed: signed.value, check: true });
  if (!taken.ok) return taken;
  const { at } = signed.value.correction;
  const { rules } = station.policy.present();
  const ruleIds = rules.flatMap(({ id, source }) => (source.vaultId === vaultId ? [id] : []));
  const written = await station.recorder.commit({
    expects: [],
    entries: [
      {
        kind: 'clock-corrected',
        actor,
        documents: [{ kind: 'clock-correction', document: signed.value }],
        body: { vaultId, at, ruleIds },
      },
    ],
    answer: undefined,
  });
  if (!written.ok) return written;
  const sealed = await client.ask('seal', { kind: 'clock', signed: signed.value, check: false });
  await noteTimes(station, client, vaultId);
  await afterwards(() => updateVault(station, vaultId));
  station.effects.notify(['app', 'movements', 'journal']);
  return sealed.ok
    ? ok(undefined)
    : refuse('clock-not-sealed', `the journal has it; the vault did not say that it took it: ${sealed.code}`);
}

/** Reads what a vault says of its times: the screens show where its sealed time is ahead of this clock. */
export async function noteTimes(
  { keys, effects }: Pick<Station, 'keys' | 'effects'>,
  client: SignerClient,
  vaultId: string,
): Promise<void> {
  const said = await client.ask('times', {});
  if (said.ok) keys.vaults.noteTimes(vaultId, said.value.times);
  effects.notify(['app']);
}

async function signCorrection(
  { treasury, policy, effects }: CorrectParts,
  client: SignerClient,
  { vaultId, by }: { readonly vaultId: string; readonly by: readonly (Actor | null)[] },
): Promise<Result<SignedClockCorrection>> {
  const said = await client.ask('times', {});
  if (!said.ok) return said;
  const { mark, times } = said.value;
  const correction: ClockCorrection = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    vaultId,
    ...mark,
    sealedAt: times.sealedAt,
    at: effects.now(),
  };
  const signatures: SignedClockCorrection['signatures'] = [];
  for (const actor of by) {
    if (actor === null) continue;
    const session = requireOfficer(actor);
    if (!session.ok) return session;
    const { officer, signer } = session.value;
    if (!officer.roles.includes('approver'))
      return refuse('role-missing', `${officer.name} is not an approver`);
    const signed = await signer.ask('sign-statement', { kind: 'clock', correction });
    if (!signed.ok) return signed;
    signatures.push({ officerId: officer.id, signature: signed.value.signature });
  }
  return ok({ correction, signatures });
}
