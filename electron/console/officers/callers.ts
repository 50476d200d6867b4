import type { SpawnSigner } from '../../signer/transport.ts';
import { OfficerSessions } from './officer-sessions.ts';

/** Somebody who uses this station: a window, a command line, an attached process. Its officers are its own. */
export interface Caller {
  readonly id: string;
  readonly officers: OfficerSessions;
}

/** All callers of a station. */
export class Callers {
  readonly #spawn: SpawnSigner;
  readonly #uuid: () => string;
  readonly #changed: () => void;
  readonly #callers = new Set<Caller>();

  /** @param changed called when an officer of any caller was signed in or out */
  constructor({
    spawn,
    uuid,
    changed,
  }: {
    readonly spawn: SpawnSigner;
    readonly uuid: () => string;
    readonly changed: () => void;
  }) {
    this.#spawn = spawn;
    this.#uuid = uuid;
    this.#changed = changed;
  }

  open(): Caller {
    const caller: Caller = { id: this.#uuid(), officers: new OfficerSessions(this.#spawn, this.#changed) };
    this.#callers.add(caller);
    return caller;
  }

  all(): readonly Caller[] {
    return [...this.#callers];
  }

  /** Signs the caller's officers out and forgets it. @returns who was signed in */
  forget(caller: Caller): readonly string[] {
    this.#callers.delete(caller);
    return caller.officers.lock();
  }
}
