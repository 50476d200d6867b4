import type { Socket } from 'node:net';
import { OfficerSessions } from '../../console/officers/officer-sessions.ts';
import { checkTreasuryFile } from '../../console/treasury/opening-checks.ts';
import { readTreasuryFile, treasuryPaths } from '../../console/treasury/treasury-folder.ts';
import { type Channel, contract } from '../../contract/contract.ts';
import type { CallContext, CallerPlace } from '../../contract/serve.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { parseWith } from '../../core/schema.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { StationEffects } from '../station-effects.ts';
import { isAllowed, type PendingCall } from './allowed-statements.ts';
import { Asks } from './asks.ts';
import { connectToStation } from './connect.ts';
import { type Ask, type FromStation, fromStationSchema } from './line-messages.ts';
import { type LineSocket, overLines } from './line-socket.ts';

interface Call extends PendingCall {
  readonly place: CallerPlace | null;
}

interface Parts {
  readonly folder: string;
  readonly policy: Policy;
  readonly officerFiles: Readonly<Record<string, string>>;
  readonly effects: Pick<StationEffects, 'spawnSigner' | 'notify'>;
}

/**
 * A treasury that another process has open. Calls go to it over its socket; the open keys of this process's officers
 * stay here, and sign only what a call made here leads to.
 */
export class AttachedDesk {
  readonly folder: string;
  readonly #parts: Parts;
  readonly #lines: LineSocket;
  readonly #officers: OfficerSessions;
  readonly #asks = new Asks();
  readonly #pending = new Map<number, Call>();
  readonly #ends: (() => void)[] = [];
  #greet: ((treasuryId: string | null) => void) | null = null;

  private constructor(socket: Socket, parts: Parts) {
    this.folder = parts.folder;
    this.#parts = parts;
    this.#officers = new OfficerSessions(parts.effects.spawnSigner, () => {});
    this.#lines = overLines(socket, {
      onMessage: (message) => this.#take(message),
      onEnd: () => this.#end(),
    });
  }

  /**
   * Attaches to the process that has the folder open. Refuses `attach-refused` where there is none that serves it, and
   * what reading the treasury's own file refuses.
   */
  static async attach(
    folder: string,
    effects: Pick<StationEffects, 'spawnSigner' | 'notify' | 'practiceOnly'>,
  ): Promise<Result<AttachedDesk>> {
    const file = await readTreasuryFile(folder);
    if (!file.ok) return file;
    const { practiceOnly } = effects;
    const policy = checkTreasuryFile(file.value, { practiceOnly, verify: verifySignature });
    if (!policy.ok) return policy;
    const socket = await connectToStation(folder);
    if (!socket.ok) return socket;
    const { officerFiles, id } = file.value;
    const desk = new AttachedDesk(socket.value, { folder, policy: policy.value, officerFiles, effects });
    const treasuryId = await new Promise<string | null>((resolve) => {
      desk.#greet = resolve;
    });
    if (treasuryId === id) return ok(desk);
    desk.close();
    return refuse('attach-refused', 'the process at the socket does not have this treasury open');
  }

  /** Calls a verb over there. Signing in and out is done here; what is typed as a password for it stays here. */
  async answer(
    verb: Channel,
    input: unknown,
    { place }: Pick<CallContext, 'place'>,
  ): Promise<Result<unknown>> {
    return this.#call({ verb, input, place }, (id) => ({ id, verb, input }));
  }

  /** Opens an officer's key file in a process of this one, and proves to the other one that it is open. */
  async signIn(input: unknown): Promise<Result<Record<never, never>>> {
    const parsed = parseWith(contract['officer.sign-in'].input, input);
    if (!parsed.ok) return parsed;
    const { officerId, password } = parsed.value;
    const officer = this.#parts.policy.officers.find(({ id }) => id === officerId);
    const keyFile = this.#parts.officerFiles[officerId];
    if (!officer || keyFile === undefined)
      return refuse('officer-unknown', 'no such officer in this treasury');
    const file = treasuryPaths(this.folder).officer(keyFile);
    const request = { file, password, purpose: 'officer', network: null, journal: null } as const;
    const session = await this.#officers.signIn(officer, request);
    if (!session.ok) return session;
    const admitted = await this.#call({ verb: 'admit', input: { as: officerId }, place: null }, (id) => ({
      id,
      admit: officerId,
    }));
    if (admitted.ok) return ok({});
    this.#officers.signOut(officerId);
    return admitted;
  }

  /** Signs the officers here out, and has the other process lock the station. */
  async lock(): Promise<Result<void>> {
    this.#officers.lock();
    const locked = await this.#call({ verb: 'station.lock', input: {}, place: null }, (id) => ({
      id,
      verb: 'station.lock',
      input: {},
    }));
    return locked.ok ? ok(undefined) : locked;
  }

  onEnd(listener: () => void): void {
    this.#ends.push(listener);
  }

  close(): void {
    this.#lines.close();
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
    if (parsed.ok) this.#heed(parsed.value);
    else this.close();
  }

  #heed(said: FromStation): void {
    if ('sallyport' in said) this.#greet?.(said.treasuryId);
    else if ('answer' in said) this.#asks.settle(said.id, said.answer);
    else if ('notice' in said) this.#parts.effects.notify(said.notice);
    else if ('signedOut' in said) this.#officers.signOut(said.signedOut);
    else void this.#reply(said.ask, said.what);
  }

  async #reply(asked: number, what: Ask): Promise<void> {
    const answer = await this.#do(what).catch(() => refuse('internal-error', 'the caller failed here'));
    this.#lines.send({ asked, answer });
  }

  async #do(what: Ask): Promise<Result<unknown>> {
    if (what.kind === 'sign') return this.#sign(what);
    const place = [...this.#pending.values()].findLast((call) => call.place !== null)?.place;
    if (!place) return refuse('attach-refused', 'no call made here asks for this');
    switch (what.kind) {
      case 'choose-stronghold':
        return ok(await place.chooseStronghold());
      case 'choose-save-file':
        return ok(await place.chooseSaveFile(what.request));
      case 'copy-address':
        return place.copyAddress(what.address);
    }
  }

  async #sign({ officerId, statement }: Extract<Ask, { kind: 'sign' }>): Promise<Result<unknown>> {
    const session = this.#officers.get(officerId);
    if (!session) return refuse('officer-not-signed-in', 'this officer is not signed in here');
    return isAllowed(officerId, statement, this.#pending.values())
      ? session.signer.ask('sign-statement', statement)
      : refuse('attach-refused', `no call of this officer leads to signing a ${statement.kind}`);
  }

  #end(): void {
    this.#greet?.(null);
    this.#asks.end();
    this.#officers.lock();
    for (const listener of this.#ends) listener();
  }
}
