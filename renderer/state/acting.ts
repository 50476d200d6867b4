import { create } from 'zustand';

interface Acting {
  /** Officers signed in at this window, in the order in which they came. */
  readonly signedIn: readonly string[];
  /** Who was chosen to act; null for nobody, or for the latest who came. */
  readonly chosen: string | null;
}

const useActingState = create<Acting>(() => ({ signedIn: [], chosen: null }));

const actorIn = ({ signedIn, chosen }: Acting): string | null =>
  chosen !== null && signedIn.includes(chosen) ? chosen : (signedIn.at(-1) ?? null);

/** The officer who acts at this window: the one who was chosen, else the latest who signed in. */
export const useActing = (): string | null => useActingState(actorIn);

/** The same outside of a component. */
export const actingOfficer = (): string | null => actorIn(useActingState.getState());

/** Lets another of the officers signed in act. */
export const letAct = (officerId: string): void => useActingState.setState({ chosen: officerId });

/** Takes in who is signed in, as main says. Who came last acts. */
export function takeInSignedIn(signedIn: readonly string[]): void {
  const before = useActingState.getState();
  if (before.signedIn.join() === signedIn.join()) return;
  const came = signedIn.find((id) => !before.signedIn.includes(id));
  useActingState.setState({ signedIn, chosen: came ?? before.chosen });
}
