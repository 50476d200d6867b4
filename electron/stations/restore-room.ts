import type { LookedAt } from '../backup/jobs.ts';

/** A look is of use for so long: its key opens the backup. */
const KEPT_MS = 15 * 60_000;

/** A backup that a caller has looked at. */
export interface LookedBackup {
  readonly file: string;
  readonly looked: LookedAt;
}

/** Backups that callers have looked at, with the keys that open them: one a caller, until it is restored or too long ago. */
export class RestoreRoom {
  readonly #looks = new Map<string, LookedBackup & { readonly timer: ReturnType<typeof setTimeout> }>();

  keep(callerId: string, look: LookedBackup): void {
    this.forget(callerId);
    const timer = setTimeout(() => this.forget(callerId), KEPT_MS);
    timer.unref();
    this.#looks.set(callerId, { ...look, timer });
  }

  of(callerId: string): LookedBackup | null {
    return this.#looks.get(callerId) ?? null;
  }

  /** Wipes the key. */
  forget(callerId: string): void {
    const look = this.#looks.get(callerId);
    if (!look) return;
    clearTimeout(look.timer);
    look.looked.wrapKey.fill(0);
    this.#looks.delete(callerId);
  }
}
