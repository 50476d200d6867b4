import type { Asset } from '../../core/asset.ts';
import { parseTranscript } from '../../core/ceremony/parse-transcript.ts';
import { presentStep } from '../../core/ceremony/script.ts';
import type { Transcript } from '../../core/ceremony/transcript.ts';
import { transcriptSteps } from '../../core/ceremony/transcript-rules.ts';
import type { NetworkIdentity } from '../../core/network-id.ts';
import { type Policy, policyReference } from '../../core/policy/policy.ts';
import type { Spends } from '../../core/policy/spend-history.ts';
import { newestOf } from '../../core/policy/standing.ts';
import { policyWithVault } from '../../core/policy/with-vault.ts';
import { spentOf } from '../movements/spent.ts';
import type { Station } from '../station.ts';
import { stationRole } from '../treasury/station-role.ts';
import { transcriptImport } from './decide-import.ts';
import { type Emptying, emptyingOf, NOTHING_TO_MOVE } from './empty-vault.ts';
import type { CeremonySession, CeremonyVault, Concluded } from './session.ts';

export type ConcludeParts = Pick<
  Station,
  'treasury' | 'books' | 'policy' | 'attested' | 'chain' | 'line' | 'ceremonies' | 'effects'
>;

/** When the last step is done: fixes what everybody present is to sign. @returns whether it did now */
export async function concludeIfDone(station: ConcludeParts, session: CeremonySession): Promise<boolean> {
  if (presentStep(session.state) !== null || session.concluded) return false;
  const { treasury, books, policy, chain, effects } = station;
  const { id, name } = treasury.file();
  const retired = await books.vaults.retired();
  const now = effects.now();
  const spent = await spentOf(books, policy.present(), { vaultId: session.about?.id ?? '', now });
  const facts: ConclusionFacts = {
    treasury: { id, name },
    network: treasury.network,
    station: {
      id: treasury.key.stationId,
      role: stationRole(station),
      publicKey: treasury.key.publicKey,
    },
    policy: policy.present(),
    newest: newestOf(policy.standing()),
    retired,
    spent,
    asset: chain.asset,
    now,
    newId: effects.uuid,
  };
  if (session.ended) return false; // called off while the books were asked
  session.concluded = conclusionOf(session, facts);
  return true;
}

/** What a conclusion rests on beside the ceremony itself. */
export interface ConclusionFacts {
  readonly treasury: Transcript['treasury'];
  readonly network: NetworkIdentity;
  readonly station: Transcript['station'];
  readonly policy: Policy;
  /** The version that the next one follows: the policy itself, or one that waits. */
  readonly newest: Policy;
  /** Ids of the retired vaults. */
  readonly retired: readonly string[];
  /** What the rules of the vault that the ceremony is about let pass in their windows. */
  readonly spent: Spends;
  readonly asset: Asset;
  readonly now: number;
  readonly newId: () => string;
}

type Facts = Pick<
  CeremonySession,
  | 'id'
  | 'state'
  | 'about'
  | 'vault'
  | 'isNew'
  | 'officers'
  | 'deviations'
  | 'sheets'
  | 'firstAddress'
  | 'attestationKey'
  | 'moves'
  | 'former'
>;

/** What everybody present signs at the end of a ceremony. */
export function conclusionOf(session: Facts, facts: ConclusionFacts): Concluded {
  const policy = nextPolicyOf(session, facts);
  return { transcript: transcriptOf(session, facts), policy, ...emptyingBy(session, policy, facts) };
}

function transcriptOf(session: Facts, { treasury, network, station, policy }: ConclusionFacts): Transcript {
  const { state, about, vault } = session;
  const { plan } = state;
  const result = plan.kind !== 'check-backup' ? 'completed' : vault ? 'belongs' : 'belongs-to-none';
  const parsed = parseTranscript({
    id: session.id,
    plan,
    network,
    policy: policyReference(policy),
    treasury,
    station,
    vault,
    replaces: plan.kind === 'rotate' ? about : null,
    officers: session.officers.map(({ id, name }) => ({ id, name })),
    steps: transcriptSteps(state),
    deviations: session.deviations,
    sheets: session.sheets,
    firstAddress: session.firstAddress,
    ...(plan.kind === 'restore'
      ? { imported: session.former ? transcriptImport(session.former) : null }
      : {}),
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    result,
  });
  if (!parsed.ok) throw new Error(`${parsed.code}: ${parsed.message}`);
  return parsed.value;
}

function nextPolicyOf(
  { vault, isNew, firstAddress, attestationKey, about }: Facts,
  { newest, retired, now }: ConclusionFacts,
): Policy | null {
  if (!isNew || !vault || firstAddress === null || attestationKey === null) return null;
  return policyWithVault(newest, {
    vault: { ...vault, receiveAddress: firstAddress, attestationKey },
    rulesOf: rulesModelOf({ policy: newest, retired }, vault.kind, about),
    createdAt: now,
  });
}

/** A new vault gets the rules of the vault that it replaces, or of the first of its kind. @returns that vault's id */
export function rulesModelOf(
  { policy, retired }: Pick<ConclusionFacts, 'policy' | 'retired'>,
  kind: CeremonyVault['kind'],
  replaced: CeremonyVault | null,
): string | null {
  if (replaced) return replaced.id;
  return policy.vaults.find((vault) => vault.kind === kind && !retired.includes(vault.id))?.id ?? null;
}

function emptyingBy(
  { officers, about, vault, moves, firstAddress }: Facts,
  policy: Policy | null,
  { treasury, network, spent, asset, now, newId }: ConclusionFacts,
): Emptying {
  const maker = officers.find((officer) => officer.roles.includes('maker'));
  if (!maker || !about || !vault || !moves || !policy || firstAddress === null) return NOTHING_TO_MOVE;
  return emptyingOf({
    treasuryId: treasury.id,
    network,
    policy,
    makerId: maker.id,
    from: about,
    to: { vaultId: vault.id, address: firstAddress },
    moves,
    spent,
    asset,
    now,
    newId,
  });
}
