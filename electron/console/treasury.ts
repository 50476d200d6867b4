import type { Movement } from '../books/sqlite/movements.ts';
import type { Store } from '../books/sqlite/store.ts';
import type { Codec } from '../chains/codec.ts';
import type { Network } from '../chains/network.ts';
import { chooseActions, type MovementFacts } from '../core/movement/movement-actions.ts';
import type { Officer } from '../core/officer/officer.ts';
import type { Policy } from '../core/policy/policy.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { CeremonyRoom } from './ceremony/session.ts';
import type { ConsoleEffects } from './effects.ts';
import type { Journal } from './journal.ts';
import type { PasswordGate } from './password-gate.ts';
import type { OfficerSession, Sessions } from './sessions.ts';
import type { StationKey } from './station-key.ts';
import type { TreasuryFile } from './treasury-folder.ts';
import type { NodeView } from '../contract/treasury.ts';

/** An open treasury: what every use case is given. */
export interface Treasury {
  readonly folder: string;
  readonly file: TreasuryFile;
  readonly policy: Policy;
  readonly station: StationKey;
  readonly store: Store;
  readonly journal: Journal;
  readonly sessions: Sessions;
  readonly network: Network;
  readonly codec: Codec;
  readonly effects: ConsoleEffects;
  readonly passwords: PasswordGate;
  /** The one ceremony that may be under way. */
  readonly ceremonies: CeremonyRoom;
  /** Movements about which a signer is being asked at this moment: nobody else may end or sign them. */
  readonly signing: Set<string>;
  /** What the follower knows of the node. */
  readonly node: () => NodeView;
  /** Asks the follower to look now. */
  readonly follow: () => Promise<void>;
  /** Puts another `treasury.json` in the place of this one, on disk first. */
  adopt(file: TreasuryFile): Promise<void>;
  /** Stops following, ends every signer process and the embedded node, closes the database; a second call waits. */
  close(): Promise<void>;
}

export function vaultOf(treasury: Treasury, vaultId: string): Result<Policy['vaults'][number]> {
  const vault = treasury.policy.vaults.find((candidate) => candidate.id === vaultId);
  return vault ? ok(vault) : refuse('vault-unknown', `no vault ${vaultId} in this treasury`);
}

/** Refuses `vault-retired` for a vault that a rotation replaced. */
export function refuseRetired({ store }: Treasury, vaultId: string): Result<void> {
  return store.vaults.retired().has(vaultId)
    ? refuse('vault-retired', 'this vault is retired; use the one that replaced it')
    : ok(undefined);
}

/** All hot or all cold vaults, retired ones too: money may still lie there. */
export function vaultsOfKind(
  { policy }: Treasury,
  kind: 'hot' | 'cold',
): readonly Policy['vaults'][number][] {
  return policy.vaults.filter((vault) => vault.kind === kind);
}

/** The hot or cold vault at work: the latest that is not retired. */
export function vaultOfKind(treasury: Treasury, kind: 'hot' | 'cold'): Policy['vaults'][number] {
  const retired = treasury.store.vaults.retired();
  const vault = vaultsOfKind(treasury, kind).findLast(({ id }) => !retired.has(id));
  if (!vault) throw new Error(`the policy names no ${kind} vault`);
  return vault;
}

export function officerName(treasury: Treasury, officerId: string | null): string | null {
  return treasury.policy.officers.find((officer: Officer) => officer.id === officerId)?.name ?? null;
}

/** Whoever is signed in; refuses `officer-not-signed-in`. */
export function requireOfficer(treasury: Treasury): Result<OfficerSession> {
  const session = treasury.sessions.officer;
  return session ? ok(session) : refuse('officer-not-signed-in', 'sign in first');
}

export function movementOf(treasury: Treasury, id: string): Result<Movement> {
  const movement = treasury.store.movements.get(id);
  return movement ? ok(movement) : refuse('request-unknown', `no withdrawal or sweep ${id}`);
}

/** The facts that decide who may act on a movement now. */
export function factsOf(treasury: Treasury, movement: Movement): MovementFacts {
  return {
    state: movement.state,
    makerId: movement.makerId,
    approvedBy: treasury.store.movements
      .approvals(movement.id)
      .map(({ approval }) => approval.statement.officerId),
    officer: treasury.sessions.officer?.officer ?? null,
    vaultOpen: treasury.sessions.vaultState(movement.vaultId) === 'open',
  };
}

/**
 * Whether the next step waits for the signed-in officer: approving, signing, or building again. (A locked vault does
 * not take the step away from them; it comes before it.)
 */
export function waitsForOfficer(treasury: Treasury, movement: Movement): boolean {
  const choices = chooseActions({ ...factsOf(treasury, movement), vaultOpen: true });
  return choices.some(
    ({ action, refusal }) => refusal === null && ['approve', 'sign', 'build'].includes(action),
  );
}
