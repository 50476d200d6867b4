import { parseTranscript } from '../../core/ceremony/parse-transcript.ts';
import type { Transcript } from '../../core/ceremony/transcript.ts';
import { transcriptSteps } from '../../core/ceremony/transcript-rules.ts';
import { policyWithVault } from '../../core/policy/next-policy.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { RequestStatement } from '../../core/proposal/request.ts';
import type { Treasury } from '../treasury.ts';
import type { CeremonySession, CeremonyVault } from './session.ts';

/** When the last step is done: fixes what everybody present is to sign. @returns whether it did now */
export function concludeIfHeld(treasury: Treasury, session: CeremonySession): boolean {
  if (session.state.status !== 'held' || session.concluded) return false;
  session.concluded = {
    transcript: transcriptOf(treasury, session),
    policy: nextPolicyOf(treasury, session),
    requests: requestsOf(treasury, session),
  };
  return true;
}

function transcriptOf(treasury: Treasury, session: CeremonySession): Transcript {
  const { file, station } = treasury;
  const { state, about, vault } = session;
  const { plan } = state;
  const result = plan.kind !== 'check-backup' ? 'held' : vault ? 'belongs' : 'belongs-to-none';
  const parsed = parseTranscript({
    id: session.id,
    plan,
    network: file.network.id,
    treasury: { id: file.id, name: file.name },
    station: { id: station.stationId, role: 'desk', publicKey: station.publicKey },
    vault,
    replaces: plan.kind === 'rotate' ? about : null,
    officers: session.officers.map(({ id, name }) => ({ id, name })),
    steps: transcriptSteps(state),
    deviations: session.deviations,
    sheets: session.sheets,
    firstAddress: session.firstAddress,
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    result,
  });
  if (!parsed.ok) throw new Error(`${parsed.code}: ${parsed.message}`);
  return parsed.value;
}

function nextPolicyOf(treasury: Treasury, session: CeremonySession): Policy | null {
  const { vault, isNew, firstAddress, about } = session;
  if (!isNew || !vault || firstAddress === null) return null;
  return policyWithVault(treasury.policy, {
    vault: { ...vault, receiveAddress: firstAddress },
    rulesOf: rulesModelOf(treasury, vault.kind, about),
    createdAt: treasury.effects.now(),
  });
}

/** A new vault gets the rules of the vault that it replaces, or of the first of its kind. @returns that vault's id */
export function rulesModelOf(
  { policy, store }: Treasury,
  kind: CeremonyVault['kind'],
  replaced: CeremonyVault | null,
): string | null {
  if (replaced) return replaced.id;
  const retired = store.vaults.retired();
  return policy.vaults.find((vault) => vault.kind === kind && !retired.has(vault.id))?.id ?? null;
}

function requestsOf({ file, effects }: Treasury, session: CeremonySession) {
  const maker = session.officers.find((officer) => officer.roles.includes('maker'));
  const { about, moves, firstAddress } = session;
  if (!maker || !about || !moves || firstAddress === null) return [];
  return moves.map(({ from, amount }): { statement: RequestStatement; source: string } => ({
    source: from,
    statement: {
      kind: 'sweep',
      id: effects.uuid(),
      network: file.network,
      vaultId: about.id,
      recipient: firstAddress,
      amount: amount.toString(),
      reference: `Rotation of ${about.name}`,
      createdAt: effects.now(),
      makerId: maker.id,
    },
  }));
}
