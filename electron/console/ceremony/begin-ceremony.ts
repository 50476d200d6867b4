import { parseAlias } from '../../core/account/alias.ts';
import { type CeremonyPlan, parseCeremonyPlan } from '../../core/ceremony/ceremony-plan.ts';
import { plainNameSchema } from '../../core/ceremony/plain-text.ts';
import { beginCeremony } from '../../core/ceremony/script.ts';
import type { Officer } from '../../core/officer/officer.ts';
import { checkPassword } from '../../core/password.ts';
import { APPROVERS_FOR_A_VAULT, policyWithVault } from '../../core/policy/next-policy.ts';
import { checkPolicyForm } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { parseWith } from '../../core/schema.ts';
import { startCeremonyClient } from '../../signer/ceremony/client.ts';
import { openOfficer } from '../open-officer.ts';
import { type Treasury, vaultOf } from '../treasury.ts';
import { rulesModelOf } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import { type CeremonyVault, checkVaultName, note } from './session.ts';
import { settleCeremonies } from './settle-ceremony.ts';

/** In the place of the address that the vault will have: it is like no other. */
const UNKNOWN_ADDRESS = `0x${'0'.repeat(64)}`;

interface Begin {
  readonly plan: CeremonyPlan;
  /** The vault to be made. */
  readonly vault: { readonly name: string; readonly kind: 'hot' | 'cold' } | null;
  /** The vault to be split or replaced. */
  readonly vaultId: string | null;
  readonly officers: readonly { readonly officerId: string; readonly password: Uint8Array }[];
}

/**
 * Begins a ceremony, once every one that was signed before is carried out: two on one base would be two policies of
 * one version. Everybody present proves it with the own key file's password; who has to be there depends on what
 * the end needs: a new vault needs a policy, which every policy admin and two approvers sign; a rotation a maker too.
 */
export const beginTheCeremony = inTurn(async (treasury: Treasury, request: Begin): Promise<Result<void>> => {
  const { ceremonies, effects } = treasury;
  const { calledOff } = ceremonies;
  if (ceremonies.session && !ceremonies.session.ended) {
    return refuse('ceremony-busy', 'a ceremony is under way; one is held at a time');
  }
  const settled = await settleCeremonies(treasury);
  if (!settled.ok) return settled;
  const plan = parseCeremonyPlan(request.plan);
  if (!plan.ok) return plan;
  const vaults = checkVaults(treasury, plan.value, request);
  if (!vaults.ok) return vaults;
  const officers = presentOfficers(treasury, request);
  if (!officers.ok) return officers;
  const enough = checkPresence(treasury, plan.value, officers.value);
  if (!enough.ok) return enough;
  const ends = checkEnd(treasury, plan.value, vaults.value, officers.value);
  if (!ends.ok) return ends;
  for (const { officerId, password } of request.officers) {
    const proven = await openOfficer(treasury, { officerId, password });
    if (!proven.ok) return refuse(proven.code, `${nameOf(officers.value, officerId)}: ${proven.message}`);
    proven.value.kill();
  }
  if (ceremonies.calledOff !== calledOff) return refuse('ceremony-over', 'the station was locked meanwhile');
  const at = effects.now();
  const session = {
    id: effects.uuid(),
    client: startCeremonyClient(effects.spawnCeremony),
    officers: officers.value,
    about: vaults.value.about,
    state: beginCeremony(plan.value, at),
    vault: vaults.value.made ?? (plan.value.kind === 'shares' ? vaults.value.about : null),
    isNew: vaults.value.made !== null,
    firstAddress: null,
    rolledBits: 0,
    sheets: [],
    wordsPerShare: 0,
    groupsChecked: new Set<number>(),
    found: null,
    moves: null,
    belongsTo: null,
    deviations: [],
    chosenFile: null,
    contents: null,
    file: null,
    opened: null,
    opening: null,
    concluded: null,
    given: new Map(),
    beingWritten: null,
    ended: false,
  };
  note(session, 'done', at); // officers-present
  ceremonies.session = session;
  effects.notify(['ceremony', 'app']);
  return ok(undefined);
});

function checkVaults(
  treasury: Treasury,
  plan: CeremonyPlan,
  { vault, vaultId }: Begin,
): Result<{ readonly made: CeremonyVault | null; readonly about: CeremonyVault | null }> {
  const makes = plan.kind === 'create' || plan.kind === 'rotate' || plan.kind === 'restore';
  let made: CeremonyVault | null = null;
  if (makes) {
    if (!vault) return refuse('ceremony-plan', 'expected a name and a kind for the vault to be made');
    const name = parseAlias(vault.name);
    if (!name.ok) return name;
    // The words of a restore say whether it is a vault of this treasury, which keeps its name.
    const free = plan.kind === 'restore' ? ok(undefined) : checkVaultName(treasury.policy, name.value);
    if (!free.ok) return free;
    made = { id: treasury.effects.uuid(), name: name.value, kind: vault.kind };
  }
  if (plan.kind !== 'shares' && plan.kind !== 'rotate') return ok({ made, about: null });
  const about = vaultOf(treasury, vaultId ?? '');
  if (!about.ok) return about;
  if (made && made.kind !== about.value.kind) {
    return refuse(
      'ceremony-plan',
      `expected a ${about.value.kind} vault in place of a ${about.value.kind} one`,
    );
  }
  const { id, name, kind } = about.value;
  return ok({ made, about: { id, name, kind } });
}

/** What would only be refused at the very end: names that a transcript cannot hold, and a policy that cannot grow. */
function checkEnd(
  treasury: Treasury,
  plan: CeremonyPlan,
  { made, about }: { readonly made: CeremonyVault | null; readonly about: CeremonyVault | null },
  officers: readonly Officer[],
): Result<void> {
  for (const named of [treasury.file, made, about, ...officers]) {
    const plain = parseWith(plainNameSchema, named?.name ?? 'nobody');
    if (!plain.ok) return refuse('text-holds-words', `the name "${named?.name}": ${plain.message}`);
  }
  if (!made || plan.kind === 'restore') return ok(undefined);
  return checkPolicyForm(
    policyWithVault(treasury.policy, {
      vault: { ...made, receiveAddress: UNKNOWN_ADDRESS },
      rulesOf: rulesModelOf(treasury, made.kind, about),
      createdAt: treasury.effects.now(),
    }),
  );
}

function presentOfficers({ policy }: Treasury, { officers }: Begin): Result<readonly Officer[]> {
  const present: Officer[] = [];
  for (const { officerId, password } of officers) {
    const officer = policy.officers.find((candidate) => candidate.id === officerId);
    if (!officer) return refuse('officer-unknown', 'no such officer in this treasury');
    if (present.includes(officer)) return refuse('ceremony-officers', `${officer.name} is listed twice`);
    const usable = checkPassword(password);
    if (!usable.ok) return refuse(usable.code, `${officer.name}: ${usable.message}`);
    present.push(officer);
  }
  return ok(present);
}

function checkPresence({ policy }: Treasury, plan: CeremonyPlan, present: readonly Officer[]): Result<void> {
  const count = (role: Officer['roles'][number]) =>
    present.filter((officer) => officer.roles.includes(role)).length;
  if (plan.kind === 'check-backup') return ok(undefined);
  if (plan.kind === 'shares') {
    return present.length >= 2
      ? ok(undefined)
      : refuse('ceremony-officers', 'expected two officers, got one');
  }
  const absent = policy.officers.find(
    (officer) => officer.roles.includes('policy-admin') && !present.some(({ id }) => id === officer.id),
  );
  if (absent) return refuse('ceremony-officers', `expected every policy admin, ${absent.name} is not here`);
  if (count('approver') < APPROVERS_FOR_A_VAULT) {
    return refuse(
      'ceremony-officers',
      `expected ${APPROVERS_FOR_A_VAULT} approvers, got ${count('approver')}`,
    );
  }
  if (plan.kind === 'rotate' && count('maker') === 0) {
    return refuse('ceremony-officers', 'expected a maker, who requests the sweep of the old vault');
  }
  return ok(undefined);
}

function nameOf(officers: readonly Officer[], id: string): string {
  return officers.find((officer) => officer.id === id)?.name ?? 'an officer';
}
