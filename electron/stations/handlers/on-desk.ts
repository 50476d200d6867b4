import type { Actor } from '../../console/actor.ts';
import { actorOf, type Viewer, viewerOf } from '../../console/officers/viewer.ts';
import type { CallContext } from '../../contract/serve.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Desk } from '../desk.ts';
import type { DeskHolder } from '../desk-holder.ts';

/** An input that names who acts or looks. */
export type As<I> = I & { readonly as: string | null };
type Nothing = Record<never, never>;

/** What a call that needs an open treasury is answered without one. */
const noTreasury = () => refuse('treasury-not-open', 'expected an open treasury');

/** The contract's answer of what answers nothing. */
export const nothing = (done: Result<void>): Result<Nothing> => (done.ok ? ok({}) : done);

/** Makes handlers out of use cases: each of them gets the open desk, and the actor or viewer that its call names. */
export function onDesk(holder: DeskHolder) {
  /** A use case that answers a value and that nobody in particular asks for. */
  const on =
    <I, T>(run: (desk: Desk, input: I, context: CallContext) => Promise<Result<T>>) =>
    async (input: I, context: CallContext): Promise<Result<T>> =>
      holder.desk === null ? noTreasury() : run(holder.desk, input, context);

  /** The same for one that cannot be refused. */
  const read = <I, T>(run: (desk: Desk, input: I) => Promise<T>) =>
    on(async (desk, input: I) => ok(await run(desk, input)));

  /** The same for one that answers nothing. */
  const run = <I>(use: (desk: Desk, input: I, context: CallContext) => Promise<Result<void>>) =>
    on(async (desk, input: I, context) => nothing(await use(desk, input, context)));

  /** A reading whose answer depends on who looks. An officer who is signed out meanwhile looks as nobody. */
  const look = <I, T>(use: (desk: Desk, viewer: Viewer, input: As<I>) => Promise<Result<T>>) =>
    on(async (desk, input: As<I>, context) => {
      const viewer = viewerAt(desk, input.as, context);
      return viewer.ok ? use(desk, viewer.value, input) : viewer;
    });

  /** A use case with an actor: one of the officers signed in at this caller, or the station where none is named. */
  const act = <I, T>(use: (desk: Desk, actor: Actor, input: As<I>) => Promise<Result<T>>) =>
    on(async (desk, input: As<I>, { callerId }) => {
      const actor = actorOf(holder.callerOf(desk, callerId), input.as);
      return actor.ok ? use(desk, actor.value, input) : actor;
    });

  /** The same for one that answers nothing. */
  const change = <I>(use: (desk: Desk, actor: Actor, input: As<I>) => Promise<Result<void>>) =>
    act(async (desk, actor, input: As<I>) => nothing(await use(desk, actor, input)));

  const viewerAt = (desk: Desk, as: string | null, { callerId }: CallContext): Result<Viewer> => {
    const caller = holder.callerOf(desk, callerId);
    const viewer = viewerOf(caller, as);
    return viewer.ok ? viewer : viewerOf(caller, null);
  };
  return { on, read, run, look, act, change, viewerAt };
}

export type OnDesk = ReturnType<typeof onDesk>;
