import { theStation } from '../console/actor.ts';
import { abandonCeremony } from '../console/ceremony/end-ceremony.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { AnyDesk } from './any-desk.ts';

/**
 * Whose ceremony is under way. Its words are for the people in front of the window or program that began it: no other caller
 * takes a step of it, or sees a word.
 */
export class CeremonyOwner {
  #begun: { readonly sessionId: string; readonly callerId: string } | null = null;

  /** Notes who has begun the ceremony that is under way. */
  note(desk: AnyDesk, callerId: string): void {
    const { session } = desk.ceremonies;
    if (session) this.#begun = { sessionId: session.id, callerId };
  }

  /** Whether this caller began the ceremony that is on the screen. */
  isOf(desk: AnyDesk, callerId: string): boolean {
    const { session } = desk.ceremonies;
    return session !== null && this.#begun?.sessionId === session.id && this.#begun.callerId === callerId;
  }

  /** Refuses `ceremony-elsewhere` for a step of a ceremony that another caller began. */
  check(desk: AnyDesk, callerId: string): Result<void> {
    const { session } = desk.ceremonies;
    return session === null || session.ended || this.isOf(desk, callerId)
      ? ok(undefined)
      : refuse(
          'ceremony-elsewhere',
          'expected the window or program that began this ceremony, got another one',
        );
  }

  /** A caller is gone: a ceremony that it began is called off, since nobody else can go on with it. */
  async forget(desk: AnyDesk, callerId: string): Promise<Result<void>> {
    if (!this.isOf(desk, callerId) || desk.ceremonies.session?.ended) return ok(undefined);
    return abandonCeremony(desk, theStation('caller-gone'));
  }
}
