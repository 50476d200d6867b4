import { parseTranscript, type Transcript } from '../../core/ceremony/transcript.ts';
import { transcriptSteps } from '../../core/ceremony/transcript-rules.ts';
import { policyWithVault } from '../../core/policy/next-policy.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { RequestStatement } from '../../core/proposal/request.ts';
import type { Treasury } from '../treasury.ts';
import type { CeremonySession } from './session.ts';

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

/** A new vault gets the rules of the vault that it replaces, or of the first of its kind. */
function nextPolicyOf({ policy, effects, store }: Treasury, session: CeremonySession): Policy | null {
  const { vault, isNew, firstAddress, about, state } = session;
  if (!isNew || !vault || firstAddress === null) return null;
  const retired = store.vaults.retired();
  const model = policy.vaults.find(({ id, kind }) => kind === vault.kind && !retired.has(id));
  const rulesOf = state.plan.kind === 'rotate' ? (about?.id ?? null) : (model?.id ?? null);
  return policyWithVault(policy, {
    vault: { ...vault, receiveAddress: firstAddress },
    rulesOf,
    createdAt: effects.now(),
  });
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
