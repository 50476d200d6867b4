import { parseAlias } from '../../core/account/alias.ts';
import { type CeremonyPlan, parseCeremonyPlan } from '../../core/ceremony/ceremony-plan.ts';
import { plainNameSchema } from '../../core/ceremony/plain-text.ts';
import { beginCeremony } from '../../core/ceremony/script.ts';
import type { Officer } from '../../core/officer/officer.ts';
import { checkPassword } from '../../core/password.ts';
import { checkPolicyForm } from '../../core/policy/check-form.ts';
import { missingApprovals, peopleWith } from '../../core/policy/people.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { newestOf } from '../../core/policy/standing.ts';
import { policyWithVault } from '../../core/policy/with-vault.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { parseWith } from '../../core/schema.ts';
import { startCeremonyClient } from '../../signer/ceremony/client.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { openOfficer } from '../officers/open-officer.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { vaultOf } from '../vaults/vault-of.ts';
import { rulesModelOf } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import { type CeremonyVault, checkVaultName, newSession, note } from './session.ts';
import { settleCeremonies } from './settle-ceremony.ts';

/** In the place of the address that the vault will have: it is like no other. */
const UNKNOWN_ADDRESS = 'not-known-yet';
const UNKNOWN_KEY = '0'.repeat(64);

export interface Begin {
  readonly plan: CeremonyPlan;
  /** The vault to be made. */
  readonly vault: { readonly name: string; readonly kind: 'hot' | 'cold' } | null;
  /** The vault to be split or replaced. */
  readonly vaultId: string | null;
  readonly officers: readonly { readonly officerId: string; readonly password: Uint8Array }[];
}

/**
 * Begins a ceremony, once every one that was signed before is carried out: two on one base would be two policies of
 * one version. A signed-in officer begins it, and the journal says so. Everybody present proves it with their key file's password; who has to be there depends on what
 * the end needs: a new vault needs a new version of the policy, signed by so many admins and approvers as the present one asks for; a rotation a
 * maker too.
 */
export const beginTheCeremony = (station: Station, actor: Actor, request: Begin): Promise<Result<void>> =>
  beginInTurn(station, { actor, request }, station.ceremonies.calledOff);

/** @param calledOff how often ceremonies were called off when this one was asked for: a lock since then ends it */
const beginInTurn = inTurn(
  async (
    station: Station,
    { actor, request }: { readonly actor: Actor; readonly request: Begin },
    calledOff: number,
  ): Promise<Result<void>> => {
    const officer = requireOfficer(actor);
    if (!officer.ok) return officer;
    const { ceremonies, treasury, books, policy, effects } = station;
    if (ceremonies.session && !ceremonies.session.ended) {
      return refuse('ceremony-busy', 'a ceremony is under way; there is one at a time');
    }
    const settled = await settleCeremonies(station);
    if (!settled.ok) return settled;
    const begun = checkBegin(request, {
      treasuryName: treasury.file().name,
      policy: policy.present(),
      newest: newestOf(policy.standing()),
      retired: await books.vaults.retired(),
      newVaultId: effects.uuid(),
      now: effects.now(),
    });
    if (!begun.ok) return begun;
    const { plan, made, about, officers } = begun.value;
    for (const { officerId, password } of request.officers) {
      const proven = await openOfficer(station, { officerId, password });
      if (!proven.ok) return refuse(proven.code, `${nameOf(officers, officerId)}: ${proven.message}`);
      proven.value.kill();
    }
    if (ceremonies.calledOff !== calledOff)
      return refuse('ceremony-over', 'the station was locked meanwhile');
    const noted = await station.recorder.commit({
      expects: [],
      entries: [begunEntry(begun.value, actor)],
      answer: undefined,
    });
    if (!noted.ok) return noted;
    if (ceremonies.calledOff !== calledOff)
      return refuse('ceremony-over', 'the station was locked meanwhile');
    const at = effects.now();
    const session = newSession({
      id: effects.uuid(),
      client: startCeremonyClient(effects.spawnCeremony),
      officers,
      about,
      state: beginCeremony(plan, at),
      made,
    });
    note(session, 'done', at); // officers-present
    ceremonies.session = session;
    effects.notify(['ceremony', 'app', 'journal']);
    return ok(undefined);
  },
);

const begunEntry = ({ plan, about, officers }: Begun, actor: Actor): EntryDraft => ({
  kind: 'ceremony-begun',
  actor,
  body: { ceremony: plan.kind, vaultId: about?.id ?? null, officers: officers.map(({ id }) => id) },
});

/** What the beginning rests on beside what was asked for. */
export interface BeginFacts {
  readonly treasuryName: string;
  readonly policy: Policy;
  /** The version that the next one follows: the policy itself, or one that waits. */
  readonly newest: Policy;
  /** Ids of the retired vaults. */
  readonly retired: readonly string[];
  readonly newVaultId: string;
  readonly now: number;
}

/** A ceremony that may begin, once everybody present has proven it. */
export interface Begun {
  readonly plan: CeremonyPlan;
  /** The vault to be made. */
  readonly made: CeremonyVault | null;
  /** The vault to be split or replaced. */
  readonly about: CeremonyVault | null;
  readonly officers: readonly Officer[];
}

/** Checks all that can be said of a ceremony before it begins, from its plan to its end; pure. */
export function checkBegin(request: Begin, facts: BeginFacts): Result<Begun> {
  const plan = parseCeremonyPlan(request.plan);
  if (!plan.ok) return plan;
  const vaults = checkVaults(plan.value, request, facts);
  if (!vaults.ok) return vaults;
  const officers = presentOfficers(facts.policy, request);
  if (!officers.ok) return officers;
  const enough = checkPresence(facts.policy, plan.value, officers.value);
  if (!enough.ok) return enough;
  const begun = { plan: plan.value, ...vaults.value, officers: officers.value };
  const ends = checkEnd(begun, facts);
  return ends.ok ? ok(begun) : ends;
}

function checkVaults(
  plan: CeremonyPlan,
  { vault, vaultId }: Begin,
  { policy, newest, newVaultId }: BeginFacts,
): Result<Pick<Begun, 'made' | 'about'>> {
  const makes = plan.kind === 'create' || plan.kind === 'rotate' || plan.kind === 'restore';
  let made: CeremonyVault | null = null;
  if (makes) {
    if (!vault) return refuse('ceremony-plan', 'expected a name and a kind for the vault to be made');
    const name = parseAlias(vault.name);
    if (!name.ok) return name;
    // The words of a restore say whether it is a vault of this treasury, which keeps its name.
    const free = plan.kind === 'restore' ? ok(undefined) : checkVaultName(newest, name.value);
    if (!free.ok) return free;
    made = { id: newVaultId, name: name.value, kind: vault.kind };
  }
  if (plan.kind !== 'shares' && plan.kind !== 'rotate') return ok({ made, about: null });
  const about = vaultOf(policy, vaultId ?? '');
  if (!about.ok) return about;
  const { id, name, kind } = about.value;
  return made && made.kind !== kind
    ? refuse('ceremony-plan', `expected a ${kind} vault in place of a ${kind} one`)
    : ok({ made, about: { id, name, kind } });
}

/** What would only be refused at the very end: names that a transcript cannot have, and a policy that cannot grow. */
function checkEnd(
  { plan, made, about, officers }: Begun,
  { treasuryName, newest, retired, now }: BeginFacts,
): Result<void> {
  const names = [treasuryName, ...[made, about, ...officers].flatMap((named) => named?.name ?? [])];
  for (const name of names) {
    const plain = parseWith(plainNameSchema, name);
    if (!plain.ok) return refuse('text-holds-words', `the name "${name}": ${plain.message}`);
  }
  if (!made || plan.kind === 'restore') return ok(undefined);
  return checkPolicyForm(
    policyWithVault(newest, {
      vault: { ...made, receiveAddress: UNKNOWN_ADDRESS, attestationKey: UNKNOWN_KEY },
      rulesOf: rulesModelOf({ policy: newest, retired }, made.kind, about),
      createdAt: now,
    }),
  );
}

function presentOfficers(policy: Pick<Policy, 'officers'>, { officers }: Begin): Result<readonly Officer[]> {
  const present: Officer[] = [];
  for (const { officerId, password } of officers) {
    const officer = policy.officers.find(({ id }) => id === officerId);
    if (!officer) return refuse('officer-unknown', 'no such officer in this treasury');
    if (present.includes(officer)) return refuse('ceremony-officers', `${officer.name} is listed twice`);
    const usable = checkPassword(password);
    if (!usable.ok) return refuse(usable.code, `${officer.name}: ${usable.message}`);
    present.push(officer);
  }
  return ok(present);
}

function checkPresence(policy: Policy, plan: CeremonyPlan, present: readonly Officer[]): Result<void> {
  const count = (role: Officer['roles'][number]) =>
    present.filter((officer) => officer.roles.includes(role)).length;
  if (plan.kind === 'check-backup') return ok(undefined);
  if (plan.kind === 'shares') {
    return present.length >= 2
      ? ok(undefined)
      : refuse('ceremony-officers', 'expected two officers, got one');
  }
  const { quorum, approvals } = policy.change;
  if (count('policy-admin') < quorum) {
    const admins = absentOf(policy, peopleWith(policy, 'policy-admin'), present);
    return refuse(
      'ceremony-officers',
      `expected ${quorum} policy admins, got ${count('policy-admin')}; not here: ${admins}`,
    );
  }
  const [missing] = missingApprovals(
    approvals,
    policy,
    present.map(({ id }) => id),
  );
  if (missing) {
    const members = policy.groups.find(({ name }) => name === missing.group)?.officerIds ?? [];
    const absent = absentOf(policy, members, present);
    return refuse(
      'ceremony-officers',
      `expected ${missing.count} more of ${missing.group}; not here: ${absent}`,
    );
  }
  if (plan.kind === 'rotate' && count('maker') === 0) {
    return refuse('ceremony-officers', 'expected a maker, who requests the sweep of the old vault');
  }
  return ok(undefined);
}

/** The names of those (ids) who are not present. */
const absentOf = (
  { officers }: Pick<Policy, 'officers'>,
  ids: readonly string[],
  present: readonly Officer[],
): string =>
  officers
    .filter(({ id }) => ids.includes(id) && !present.some((each) => each.id === id))
    .map(({ name }) => name)
    .join(', ');

function nameOf(officers: readonly Officer[], id: string): string {
  return officers.find((officer) => officer.id === id)?.name ?? 'an officer';
}
