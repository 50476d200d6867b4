import type { Socket } from 'node:net';
import { productChains } from '../../chains/registry.ts';
import { OfficerSessions } from '../../console/officers/officer-sessions.ts';
import type { PasswordGate } from '../../console/officers/password-gate.ts';
import { checkTreasuryFile } from '../../console/treasury/opening-checks.ts';
import {
  readTreasuryFile,
  type TreasuryFile,
  treasuryPaths,
} from '../../console/treasury/treasury-folder.ts';
import { type Channel, contract } from '../../contract/contract.ts';
import type { CallContext, CallerPlace } from '../../contract/serve.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { standingAt } from '../../core/policy/standing.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { parseWith } from '../../core/schema.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { StationEffects } from '../station-effects.ts';
import { isAllowedAsk } from './allowed-asks.ts';
import { isAllowed, type PendingCall } from './allowed-statements.ts';
import { Asks } from './asks.ts';
import { connectToStation } from './connect.ts';
import { type Ask, type FromStation, fromStationSchema } from './line-messages.ts';
import { type LineSocket, overLines } from './line-socket.ts';
import type { AttachedTo } from './said.ts';

interface Call extends PendingCall {
  readonly place: CallerPlace | null;
}

type AttachEffects = Pick<StationEffects, 'spawnSigner' | 'notify' | 'practiceOnly' | 'now'>;

/** What an attached process takes along from one treasury to the next. */
export interface AttachedParts {
  readonly effects: AttachEffects;
  /** Every try of an officer's password goes through it. */
  readonly passwords: PasswordGate;
}

/** How long a key stays open to sign that its officer locks or leaves, milliseconds. */
const STAYS_OPEN_MS = 2000;

/** How long the other process may take to say which treasury it has open, milliseconds. */
const GREETING_MS = 10_000;

/**
 * A treasury that another process has open. Calls go to it over its socket; the open keys of this process's officers
 * stay here, and sign only what a call made here leads to.
 */
export class AttachedDesk {
  readonly folder: string;
  readonly #effects: AttachEffects;
  readonly #passwords: PasswordGate;
  readonly #lines: LineSocket;
  readonly #officers: OfficerSessions;
  /** Officers of whom the other process knows. */
  readonly #admitted = new Set<string>();
  readonly #asks = new Asks();
  readonly #pending = new Map<number, Call>();
  readonly #ends: (() => void)[] = [];
  #greet: ((treasuryId: string | null) => void) | null = null;

  private constructor(socket: Socket, folder: string, { effects, passwords }: AttachedParts) {
    this.folder = folder;
    this.#effects = effects;
    this.#passwords = passwords;
    this.#officers = new OfficerSessions(effects.spawnSigner, () => this.#tellWhoLeft());
    this.#lines = overLines(socket, {
      onMessage: (message) => this.#take(message),
      onEnd: () => this.#end(),
    });
  }

  /**
   * Attaches to the process that has the folder open. Refuses `attach-refused` where there is none that serves it, and
   * what reading the treasury's own file refuses.
   */
  static async attach(folder: string, parts: AttachedParts): Promise<Result<AttachedDesk>> {
    const present = await readPresent(folder, parts.effects);
    if (!present.ok) return present;
    const socket = await connectToStation(folder);
    if (!socket.ok) return socket;
    const desk = new AttachedDesk(socket.value, folder, parts);
    if ((await desk.#greeting()) === present.value.file.id) return ok(desk);
    desk.close();
    return refuse('attach-refused', 'the process at the socket did not say that it has this treasury open');
  }

  /**
   * Calls a verb over there. An open key that is to be ended signs that, and is ended here in two seconds at the latest,
   * whatever the other process does; all others are ended first.
   */
  async answer(
    verb: Channel,
    input: unknown,
    { place }: Pick<CallContext, 'place'>,
  ): Promise<Result<unknown>> {
    const leaving = verb === 'station.lock' ? this.#beginLock(input) : this.#leavingBy(verb, input);
    const end = () => {
      for (const officerId of leaving) this.#officers.signOut(officerId);
    };
    const timer = setTimeout(end, STAYS_OPEN_MS);
    try {
      return await this.#callVerb(verb, input, place);
    } finally {
      clearTimeout(timer);
      end();
    }
  }

  /** Opens an officer's key file in a process of this one, and proves to the other one that it is open. */
  async signIn(input: unknown): Promise<Result<Record<never, never>>> {
    const parsed = parseWith(contract['officer.sign-in'].input, input);
    if (!parsed.ok) return parsed;
    const { officerId, password } = parsed.value;
    const present = await readPresent(this.folder, this.#effects);
    if (!present.ok) return present;
    const { file, policy } = present.value;
    const officer = policy.officers.find(({ id }) => id === officerId);
    const keyFile = file.officerFiles[officerId];
    if (!officer || keyFile === undefined)
      return refuse('officer-unknown', 'no such officer in this treasury');
    const place = treasuryPaths(this.folder).officer(keyFile);
    const request = { file: place, password, purpose: 'officer', network: null, journal: null } as const;
    const session = await this.#passwords.try(officerId, password, () =>
      this.#officers.signIn(officer, request),
    );
    if (!session.ok) return session;
    const admitted = await this.#call({ verb: 'admit', input: { as: officerId }, place: null }, (id) => ({
      id,
      admit: officerId,
    }));
    if (!admitted.ok) this.#officers.signOut(officerId);
    else if (this.#officers.get(officerId) === session.value) this.#admitted.add(officerId);
    return admitted.ok ? ok({}) : admitted;
  }

  /** Signs the officers here out, and has the other process lock the station. */
  async lock(): Promise<Result<void>> {
    this.#lock();
    const locked = await this.#callVerb('station.lock', { as: null }, null);
    return locked.ok ? ok(undefined) : locked;
  }

  /** Whether a ceremony is under way in the other process; null where it does not say. */
  async ceremonyUnderWay(): Promise<boolean | null> {
    const read = await this.#callVerb('ceremony.read', {}, null);
    if (!read.ok) return null;
    const ceremony = parseWith(contract['ceremony.read'].output, read.value);
    return ceremony.ok ? ceremony.value !== null && ceremony.value.status !== 'ended' : null;
  }

  onEnd(listener: () => void): void {
    this.#ends.push(listener);
  }

  close(): void {
    this.#lines.close();
  }

  /** Settles with the id of the treasury that the other process names; null where it names none in time. */
  async #greeting(): Promise<string | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GREETING_MS, null);
      this.#greet = (treasuryId) => {
        clearTimeout(timer);
        resolve(treasuryId);
      };
    });
  }

  #lock(): void {
    this.#passwords.lock();
    this.#officers.lock();
  }

  /** Ends every open key but that of the officer who locks. @returns who that is */
  #beginLock(input: unknown): readonly string[] {
    this.#passwords.lock();
    const parsed = parseWith(contract['station.lock'].input, input);
    const as = parsed.ok ? parsed.value.as : null;
    if (as === null || !this.#officers.get(as)) {
      this.#officers.lock();
      return [];
    }
    this.#officers.lock(as);
    return [as];
  }

  /** Who signs out by this call. */
  #leavingBy(verb: Channel, input: unknown): readonly string[] {
    const parsed = parseWith(contract['officer.sign-out'].input, input);
    if (verb !== 'officer.sign-out' || !parsed.ok) return [];
    const { officerId } = parsed.value;
    if (officerId !== null) return [officerId];
    const all = this.#officers.list().map(({ officer }) => officer.id);
    this.#officers.cancelOpening();
    return all;
  }

  /** Whose key is not open here any more, by a lock or because its process has died, is signed out over there too. */
  #tellWhoLeft(): void {
    for (const officerId of this.#admitted) {
      if (this.#officers.get(officerId)) continue;
      this.#admitted.delete(officerId);
      void this.#callVerb('officer.sign-out', { officerId }, null);
    }
  }

  #callVerb(verb: Channel, input: unknown, place: CallerPlace | null): Promise<Result<unknown>> {
    return this.#call({ verb, input, place }, (id) => ({ id, verb, input }));
  }

  async #call(call: Call, message: (id: number) => object): Promise<Result<unknown>> {
    let number = 0;
    const answer = await this.#asks.ask((id) => {
      number = id;
      this.#pending.set(id, call);
      this.#lines.send(message(id));
    });
    this.#pending.delete(number);
    return answer;
  }

  #take(message: unknown): void {
    const parsed = parseWith(fromStationSchema, message);
    if (parsed.ok) this.#handle(parsed.value);
    else this.close();
  }

  #handle(said: FromStation): void {
    if ('sallyport' in said) this.#greet?.(said.treasuryId);
    else if ('answer' in said) this.#asks.settle(said.id, said.answer);
    else if ('notice' in said) this.#effects.notify(said.notice);
    else if ('signedOut' in said) this.#signedOutThere(said.signedOut);
    else void this.#reply(said.ask, said.what);
  }

  #signedOutThere(officerId: string): void {
    this.#admitted.delete(officerId);
    this.#officers.signOut(officerId);
  }

  async #reply(asked: number, what: Ask): Promise<void> {
    const answer = await this.#do(what).catch(() => refuse('internal-error', 'the caller failed here'));
    this.#lines.send({ asked, answer });
  }

  async #do(what: Ask): Promise<Result<unknown>> {
    if (what.kind === 'sign') return this.#sign(what);
    const cause = [...this.#pending.values()].find((call) => isAllowedAsk(what, call));
    const place = cause?.place;
    if (!place) return refuse('attach-refused', 'no call made here asks for this');
    switch (what.kind) {
      case 'choose-stronghold':
        return ok(await place.chooseStronghold());
      case 'choose-wallet-folder':
        return ok(await place.chooseWalletFolder());
      case 'choose-save-file':
        return ok(await place.chooseSaveFile(what.request));
      case 'copy-address':
        return place.copyAddress(what.address);
      case 'copy-transaction':
        return place.copyTransaction(what.id);
    }
  }

  async #sign({ officerId, statement }: Extract<Ask, { kind: 'sign' }>): Promise<Result<unknown>> {
    const session = this.#officers.get(officerId);
    if (!session) return refuse('officer-not-signed-in', 'this officer is not signed in here');
    const here = await this.#attachedTo();
    if (!here.ok) return here;
    return isAllowed(officerId, statement, { pending: this.#pending.values(), here: here.value })
      ? session.signer.ask('sign-statement', statement)
      : refuse('attach-refused', `no call of this officer leads to signing a ${statement.kind}`);
  }

  /** As the treasury's file says it now: a ceremony may have changed its vaults meanwhile. */
  async #attachedTo(): Promise<Result<AttachedTo>> {
    const present = await readPresent(this.folder, this.#effects);
    if (!present.ok) return present;
    const { file, policy } = present.value;
    const chain = productChains.chainOf(file.network.id);
    if (!chain.ok) return chain;
    return ok({ treasuryId: file.id, network: file.network, policy, chain: chain.value });
  }

  #end(): void {
    this.#greet?.(null);
    this.#asks.end();
    this.#lock();
    for (const listener of this.#ends) listener();
  }
}

interface Present {
  readonly file: TreasuryFile;
  readonly policy: Policy;
}

/** The treasury's own file, checked as at an opening. */
async function readPresent(
  folder: string,
  { practiceOnly, now }: Pick<StationEffects, 'practiceOnly' | 'now'>,
): Promise<Result<Present>> {
  const file = await readTreasuryFile(folder);
  if (!file.ok) return file;
  const standing = checkTreasuryFile(file.value, { practiceOnly, verify: verifySignature });
  return standing.ok ? ok({ file: file.value, policy: standingAt(standing.value, now()).inForce }) : standing;
}
