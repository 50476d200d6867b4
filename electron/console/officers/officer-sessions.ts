import type { Officer } from '../../core/officer/officer.ts';
import { hasKey } from '../../core/officer/officer.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import type { SignerRequest } from '../../signer/protocol.ts';
import type { SpawnSigner } from '../../signer/transport.ts';
import type { OfficerSession, StatementSigner } from '../actor.ts';

/** An officer's session, and what ends it. */
export interface DetachedSession {
  readonly session: OfficerSession;
  /** Ends what signs for the officer. */
  readonly end: () => void;
}

/**
 * The officers who are signed in at one caller. Each one's open key file is in a signer process of its own, or behind a
 * signer of the caller's own.
 */
export class OfficerSessions {
  readonly #spawn: SpawnSigner;
  readonly #changed: () => void;
  /** By officer id, in the order in which they came. */
  readonly #signedIn = new Map<string, DetachedSession>();
  readonly #opening = new Map<string, SignerClient>();

  /** @param changed called when somebody was signed in or out */
  constructor(spawn: SpawnSigner, changed: () => void) {
    this.#spawn = spawn;
    this.#changed = changed;
  }

  list(): readonly OfficerSession[] {
    return [...this.#signedIn.values()].map(({ session }) => session);
  }

  get(officerId: string): OfficerSession | undefined {
    return this.#signedIn.get(officerId)?.session;
  }

  /**
   * Opens an officer's key file. The same officer's session from before is ended only if this succeeds; other officers
   * stay signed in.
   */
  async signIn(officer: Officer, request: SignerRequest<'open'>): Promise<Result<OfficerSession>> {
    this.#opening.get(officer.id)?.kill();
    const client = new SignerClient(this.#spawn());
    this.#opening.set(officer.id, client);
    const opened = await client.ask('open', request);
    const stillWanted = this.#opening.get(officer.id) === client;
    if (stillWanted) this.#opening.delete(officer.id);
    if (!opened.ok || !stillWanted) {
      client.kill();
      return opened.ok ? refuse('officer-not-signed-in', 'the station was locked meanwhile') : opened;
    }
    if (!hasKey(officer, opened.value.publicKey ?? '')) {
      client.kill();
      return refuse('officer-unknown', `the key file is not that of ${officer.name}`);
    }
    const session = this.admit(officer, client, () => client.kill());
    client.onExit(() => {
      if (this.get(officer.id) === session) this.signOut(officer.id);
    });
    return ok(session);
  }

  /**
   * Takes in an officer whose key is open elsewhere: the caller has proven that `signer` signs with it.
   * @param end tells the other side that the officer was signed out
   */
  admit(officer: Officer, signer: StatementSigner, end: () => void): OfficerSession {
    const before = this.#signedIn.get(officer.id);
    const session: OfficerSession = { officer, signer };
    this.#signedIn.set(officer.id, { session, end });
    before?.end();
    this.#changed();
    return session;
  }

  /** @returns whether the officer was signed in */
  signOut(officerId: string): boolean {
    this.#opening.get(officerId)?.kill();
    this.#opening.delete(officerId);
    const entry = this.#signedIn.get(officerId);
    if (!entry) return false;
    this.#signedIn.delete(officerId);
    entry.end();
    this.#changed();
    return true;
  }

  /**
   * Signs an officer out and leaves what signs for them open: they still sign that they left.
   * @returns null where the officer was not signed in
   */
  detach(officerId: string): DetachedSession | null {
    this.#opening.get(officerId)?.kill();
    this.#opening.delete(officerId);
    const entry = this.#signedIn.get(officerId);
    if (!entry) return null;
    this.#signedIn.delete(officerId);
    this.#changed();
    return entry;
  }

  /** Ends the signing in of whoever is just at it. */
  cancelOpening(): void {
    for (const client of this.#opening.values()) client.kill();
    this.#opening.clear();
  }

  /** Signs everybody out, also those who are just signing in. @returns who was signed in */
  lock(except: string | null = null): readonly string[] {
    this.cancelOpening();
    return [...this.#signedIn.keys()].filter((id) => id !== except && this.signOut(id));
  }
}
