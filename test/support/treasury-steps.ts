import { type Actor, asOfficer } from '../../electron/console/actor.ts';
import { approve } from '../../electron/console/movements/approve.ts';
import { readMovement } from '../../electron/console/movements/movement-views.ts';
import type { Caller } from '../../electron/console/officers/callers.ts';
import { signIn } from '../../electron/console/officers/sign-in.ts';
import { nobody, type Viewer } from '../../electron/console/officers/viewer.ts';
import type { Station } from '../../electron/console/station.ts';
import { type Result, refuse } from '../../electron/core/result.ts';
import { createPracticeTreasury } from '../../electron/stations/practice-treasury.ts';
import type { StationEffects } from '../../electron/stations/station-effects.ts';
import { sampleTrustRoot } from './sample-trust-root.ts';

/** The password of every file of a test's treasury. */
export const PASSWORD = 'play money';
/** Weak on purpose: these files guard nothing. */
export const WORK_FACTOR = 2;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The value of a result that must be a success. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.value;
}

/** The address of a row that must have one. */
export function addressOf({ address }: { readonly address: string | null }): string {
  if (address === null) throw new Error('expected an address that its vault has signed');
  return address;
}

/** The code of a refusal; null for a success. */
export const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.code);

/** A practice treasury on a node that runs elsewhere; without its trust root nothing of it can be proven. */
export function createTreasury(
  folder: string,
  {
    url,
    chain,
    trustRoot = sampleTrustRoot(chain),
  }: { readonly url: string; readonly chain: string; readonly trustRoot?: string },
  effects: StationEffects,
  password = PASSWORD,
) {
  return createPracticeTreasury(
    {
      folder,
      name: 'Treasury under test',
      password: utf8(password),
      workFactor: WORK_FACTOR,
      checkpointMs: 100,
      nodeUrl: { url, chain, trustRoot },
    },
    effects,
  );
}

/** A station, and one caller with officers of its own. */
export interface AtStation {
  readonly station: Station;
  readonly caller: Caller;
}

/** Id of an officer by the first name. */
export function officerIdOf({ policy }: Pick<Station, 'policy'>, name: string): string {
  const officer = policy.present().officers.find((candidate) => candidate.name.startsWith(name));
  if (!officer) throw new Error(`there is no ${name}`);
  return officer.id;
}

/** An officer who is signed in at the caller. */
export function actorAt({ station, caller }: AtStation, name: string): Actor {
  const session = caller.officers.get(officerIdOf(station, name));
  if (!session) throw new Error(`${name} is not signed in`);
  return asOfficer(session);
}

/** Signs an officer in by the first name; whoever is signed in already stays so. */
export async function enter({ station, caller }: AtStation, name: string): Promise<Actor> {
  const officerId = officerIdOf(station, name);
  if (!caller.officers.get(officerId)) {
    must(await signIn(station, caller, { officerId, password: utf8(PASSWORD) }));
  }
  return actorAt({ station, caller }, name);
}

/** Signs an officer in by the first name and approves what the screen shows. */
export async function approveAs(at: AtStation, name: string, id: string): Promise<void> {
  must(await approveShown(at.station, await enter(at, name), id));
}

/** Approves what the screen shows: the mandate where it is part of one, else its own bytes. */
export async function approveShown(station: Station, actor: Actor, id: string): Promise<Result<void>> {
  const { decoded, mandate } = must(await readMovement(station, nobody, { id }));
  const shown = mandate ?? decoded;
  if (!shown) return refuse('proposal-unknown', 'there is nothing to approve');
  const { digest, viewDigest } = shown;
  return approve(station, actor, { id, digest, viewDigest });
}

/** An officer who looks, signed in or not: for readings of what only officers see. */
export function anyLooker({ policy }: Pick<Station, 'policy'>): Viewer {
  const [officer] = policy.present().officers;
  return { acting: officer ?? null, signedIn: [] };
}
