import type { Movement } from '../../../electron/books/rows.ts';
import type { Actor } from '../../../electron/console/actor.ts';
import { asOfficer } from '../../../electron/console/actor.ts';
import { signIn } from '../../../electron/console/officers/sign-in.ts';
import { movementStates } from '../../../electron/core/movement/movement-state.ts';
import { ok, type Result } from '../../../electron/core/result.ts';
import { officerIdOf, PASSWORD, utf8 } from '../treasury-steps.ts';
import type { LivingDesk, World } from './life.ts';

/** Somebody outside who was to be paid; each address is that of one withdrawal. */
export interface Asked {
  readonly recipient: string;
  readonly units: bigint;
}

/** What a history knows beside the folder, from life to life. */
export interface Memory {
  readonly asked: Asked[];
  /** The vaults, the hot one first. */
  readonly vaultIds: readonly string[];
  /** Passwords that a vault may have: two after a kill in the middle of a change. */
  readonly passwords: Map<string, string[]>;
  accounts: number;
}

export interface Acting {
  readonly at: LivingDesk;
  readonly world: World;
  readonly memory: Memory;
}

/** What somebody does; what is refused is the answer. */
export type Act = (acting: Acting) => Promise<Result<unknown>>;

export const IOTA = 1_000_000_000n;
export const people = ['Mara', 'Ben', 'Chiara', 'Dev'] as const;
export const MINUTE = 60_000;

export const pick = <T>({ draw }: World, of: readonly T[]): T | undefined => of[draw(of.length)];
export const hot = ({ memory }: Acting): string => memory.vaultIds[0] ?? '';
/** Mostly the hot one, which pays. */
export const anyVault = ({ memory, world }: Acting): string =>
  memory.vaultIds[world.draw(4) === 0 ? 1 : 0] ?? '';
export const last = (words: readonly string[] | undefined): string => words?.at(-1) ?? PASSWORD;

/** Somebody at the desk, signed in where they were not; who has to wait after wrong passwords, waits. */
export async function actor({ at, world }: Acting, name: string): Promise<Actor> {
  const { station, caller } = at;
  const officerId = officerIdOf(station, name);
  for (;;) {
    const session = caller.officers.get(officerId);
    if (session) return asOfficer(session);
    const signed = await signIn(station, caller, { officerId, password: utf8(PASSWORD) });
    if (signed.ok) continue;
    if (signed.code !== 'password-wait' && signed.code !== 'signer-crashed') {
      throw new Error(`${signed.code}: ${signed.message}`);
    }
    world.clock.at += 10 * MINUTE;
  }
}

/** Does something to any movement in one of these states. */
export const toMovement =
  (
    names: readonly string[],
    states: readonly Movement['state'][],
    act: (acting: Acting, by: Actor, id: string) => Promise<Result<unknown>>,
  ): Act =>
  async (acting) => {
    const { at, world } = acting;
    // Now and then to one in any state: most of that is refused.
    const among = world.draw(12) === 0 ? movementStates : states;
    const movement = pick(world, await at.station.books.movements.inState(among));
    return movement ? act(acting, await actor(acting, pick(world, names) ?? 'Ben'), movement.id) : ok(null);
  };
