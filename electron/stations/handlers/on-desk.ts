import type { Actor } from '../../console/actor.ts';
import { actorOf, lockerOf, lookerOf, type Viewer, viewerOf } from '../../console/officers/viewer.ts';
import type { CallContext } from '../../contract/serve.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { AnyDesk } from '../any-desk.ts';
import type { Desk } from '../desk.ts';
import type { DeskHolder } from '../desk-holder.ts';

/** An input that names who acts or looks. */
export type As<I> = I & { readonly as: string | null };
export type Nothing = Record<never, never>;

/** What a call that needs an open treasury is answered without one. */
const noTreasury = () => refuse('treasury-not-open', 'expected an open treasury');

/** The contract's answer of what answers nothing. */
export const nothing = (done: Result<void>): Result<Nothing> => (done.ok ? ok({}) : done);

/** Makes handlers out of use cases: each of them gets the open desk, and the actor or viewer that its call names. */
export function onDesk(holder: DeskHolder) {
  /** A use case that answers a value and that nobody in particular asks for. */
  const on =
    <I, T>(run: (desk: AnyDesk, input: I, context: CallContext) => Promise<Result<T>>) =>
    async (input: I, context: CallContext): Promise<Result<T>> =>
      holder.desk === null ? noTreasury() : run(holder.desk, input, context);

  /** The same for one that answers nothing. */
  const run = <I>(use: (desk: AnyDesk, input: I, context: CallContext) => Promise<Result<void>>) =>
    on(async (desk, input: I, context) => nothing(await use(desk, input, context)));

  /** A reading that shows customers, payees or balances: an officer who is signed in at this caller looks. */
  const look = <I, T>(use: (desk: AnyDesk, viewer: Viewer, input: As<I>) => Promise<Result<T>>) =>
    on(async (desk, input: As<I>, { callerId }) => {
      const viewer = lookerOf(holder.callerOf(desk, callerId), input.as);
      return viewer.ok ? use(desk, viewer.value, input) : viewer;
    });

  /** The same for one that is the same for every officer. */
  const see = <I, T>(use: (desk: AnyDesk, input: Omit<As<I>, 'as'>) => Promise<Result<T>>) =>
    look((desk, _, { as, ...input }: As<I>) => use(desk, input));

  type Use<I, T> = (desk: AnyDesk, actor: Actor, input: I, context: CallContext) => Promise<Result<T>>;

  /** A use case with an actor, in a folder that is held too. The actor is told apart: `as` is no part of what is given. */
  const actHeld = <I, T>(use: Use<I, T>) =>
    on(async (desk, { as, ...input }: As<I>, context) => {
      const actor = actorOf(holder.callerOf(desk, context.callerId), as);
      return actor.ok ? use(desk, actor.value, input as unknown as I, context) : actor;
    });

  /** A use case with an actor: one of the officers signed in at this caller. Refused while the folder is held. */
  const act = <I, T>(use: Use<I, T>) =>
    actHeld(async (desk, actor, input: I, context) => {
      const free = desk.hold.check();
      return free.ok ? use(desk, actor, input, context) : free;
    });

  /** The one that settles such a folder. */
  const settle = <I>(use: Use<I, void>) =>
    actHeld(async (desk, actor, input: I, context) => nothing(await use(desk, actor, input, context)));

  /** One that locks or calls off: nobody is refused it, also whoever is not signed in. */
  const secure = <I>(use: (desk: AnyDesk, actor: Actor, input: I) => Promise<Result<void>>) =>
    on(async (desk, { as, ...input }: As<I>, { callerId }) =>
      nothing(await use(desk, lockerOf(holder.callerOf(desk, callerId), as), input as unknown as I)),
    );

  /** The officer at this caller who confirms what another one does; null where none is named. */
  const secondOf = (
    desk: AnyDesk,
    confirmedBy: string | null,
    { callerId }: CallContext,
  ): Result<Actor | null> =>
    confirmedBy === null ? ok(null) : actorOf(holder.callerOf(desk, callerId), confirmedBy);

  /** The same for one that answers nothing. */
  const change = <I>(
    use: (desk: AnyDesk, actor: Actor, input: I, context: CallContext) => Promise<Result<void>>,
  ) => act(async (desk, actor, input: I, context) => nothing(await use(desk, actor, input, context)));

  /** Whoever looks at the frame, which everybody sees. An officer who is signed out meanwhile looks as nobody. */
  const viewerAt = (desk: AnyDesk, as: string | null, { callerId }: CallContext): Result<Viewer> => {
    const caller = holder.callerOf(desk, callerId);
    const viewer = viewerOf(caller, as);
    return viewer.ok ? viewer : viewerOf(caller, null);
  };
  /** One that needs a network. */
  const online =
    <I extends unknown[], T>(use: (desk: Desk, ...input: I) => Promise<Result<T>>) =>
    async (desk: AnyDesk, ...input: I): Promise<Result<T>> => {
      const { line } = desk;
      return line === null
        ? refuse('node-unreachable', 'this station has no connection to a network')
        : use({ ...desk, line }, ...input);
    };
  return { on, run, look, see, act, change, settle, secure, secondOf, viewerAt, online };
}

export type OnDesk = ReturnType<typeof onDesk>;
