import type { ErrorCode } from '../../core/error-code.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import type { SignerAnswer, SignerRequest, SignerVerb, VaultTimes } from '../../signer/protocol.ts';
import type { SpawnSigner } from '../../signer/transport.ts';
import { writeFaults } from '../../stronghold/write-fault.ts';
import { Told } from './told.ts';

type VaultSessionState = 'locked' | 'opening' | 'open';

/** A vault whose signer is there. */
export interface VaultSession {
  readonly state: 'opening' | 'open';
  readonly client: SignerClient;
  readonly told: Told;
}

/** How a vault is opened. */
export interface Opening {
  readonly request: SignerRequest<'open'>;
  /** The vault that must be in the file. */
  readonly firstAddress: string;
  /** What is done with the vault before anybody else can ask anything of it. */
  readonly prepare: (client: SignerClient, told: Told) => Promise<Result<void>>;
}

/**
 * Refusals after which nobody knows what is in the sealed state: the signer has closed the vault, and it is read anew at
 * the next opening.
 */
const endsSession: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'signer-crashed',
  'state-rolled-back',
  'state-damaged',
  ...writeFaults,
  'journal-behind-seal',
]);

const changesState: ReadonlySet<SignerVerb> = new Set<SignerVerb>(['sign', 'seal', 'take-closings']);

/** The signer of a vault, whose session ends where its state could not be kept. */
class VaultClient extends SignerClient {
  /** Called with each refusal of what changes the state. */
  onRefusal: (code: ErrorCode) => void = () => {};

  override async ask<V extends SignerVerb>(
    verb: V,
    body: SignerRequest<V>,
  ): Promise<Result<SignerAnswer<V>>> {
    const answer = await super.ask(verb, body);
    if (!answer.ok && changesState.has(verb)) this.onRefusal(answer.code);
    return answer;
  }
}

/** The signer processes of the vaults that are open or opening: one each. */
export class VaultSessions {
  readonly #spawn: SpawnSigner;
  readonly #changed: () => void;
  readonly #sessions = new Map<string, VaultSession>();
  /** What signers said of their times; it outlives a lock. */
  readonly #times = new Map<string, VaultTimes>();
  /** Why vaults were closed that nobody locked. */
  readonly #failures = new Map<string, ErrorCode>();

  /** @param changed called when a vault begins to open, is open, or is locked */
  constructor(spawn: SpawnSigner, changed: () => void) {
    this.#spawn = spawn;
    this.#changed = changed;
  }

  state(vaultId: string): VaultSessionState {
    return this.#sessions.get(vaultId)?.state ?? 'locked';
  }

  /** Why a vault was closed though nobody locked it; null where it was not, or was opened or locked since. */
  failure(vaultId: string): ErrorCode | null {
    return this.#failures.get(vaultId) ?? null;
  }

  /** Requests of a vault that are dated before this are not signed, as far as its signer has said; 0 for no such date. */
  requestsFrom(vaultId: string): number {
    return this.#times.get(vaultId)?.requestsFrom ?? 0;
  }

  /** The newest time that a vault has sealed, as far as its signer has said; 0 where it has said nothing. */
  sealedAt(vaultId: string): number {
    return this.#times.get(vaultId)?.sealedAt ?? 0;
  }

  /** The epoch that runs by what a vault has verified, as far as its signer has said; null where it has verified none. */
  epoch(vaultId: string): string | null {
    return this.#times.get(vaultId)?.epoch ?? null;
  }

  /** Digests of the freezes that hold a vault, as far as its signer has said. */
  frozen(vaultId: string): readonly string[] {
    return this.#times.get(vaultId)?.frozen ?? [];
  }

  /** Takes in what a vault's signer said of its times. */
  noteTimes(vaultId: string, times: VaultTimes): void {
    this.#times.set(vaultId, times);
  }

  /** The signer of an open vault; refuses `vault-locked`. */
  client(vaultId: string): Result<SignerClient> {
    const session = this.session(vaultId);
    return session.ok ? ok(session.value.client) : session;
  }

  /** The same, with how far it was told of the journal. */
  session(vaultId: string): Result<VaultSession> {
    const session = this.#sessions.get(vaultId);
    return session?.state === 'open' ? ok(session) : refuse('vault-locked', 'unlock the vault first');
  }

  /**
   * Starts a signer process for a vault and opens its file; on a refusal nothing of it remains. From the call on the
   * vault counts as opening, so that a lock ends it.
   */
  async open(vaultId: string, opening: Opening): Promise<Result<void>> {
    if (this.#sessions.has(vaultId)) return refuse('proposal-state', 'this vault is open or opening already');
    const client = new VaultClient(this.#spawn());
    this.#failures.delete(vaultId);
    this.#sessions.set(vaultId, { state: 'opening', client, told: new Told(null) });
    client.onExit(() => this.#fail(vaultId, client, 'signer-crashed'));
    this.#changed();
    const opened = await openAndPrepare(client, opening, (times) => this.noteTimes(vaultId, times));
    if (!opened.ok) {
      client.kill();
      this.#forget(vaultId, client);
      return opened;
    }
    if (this.#sessions.get(vaultId)?.client !== client) {
      return refuse('vault-locked', 'the vault was locked meanwhile');
    }
    this.#sessions.set(vaultId, { state: 'open', client, told: opened.value });
    client.onRefusal = (code) => {
      if (endsSession.has(code)) this.#fail(vaultId, client, code);
    };
    this.#changed();
    return ok(undefined);
  }

  /** Ends a vault's signer process. @returns whether it was open or opening */
  lock(vaultId: string): boolean {
    const session = this.leave(vaultId);
    session?.client.kill();
    return session !== null;
  }

  /** Locks a vault for everybody and gives its session to the caller, who ends it; null for a vault that is locked. */
  leave(vaultId: string): VaultSession | null {
    this.#failures.delete(vaultId);
    const session = this.#sessions.get(vaultId);
    if (!session) return null;
    this.#sessions.delete(vaultId);
    this.#changed();
    return session;
  }

  /** Ends this very session, which nobody locked; the screen shows why. One that was begun after it stays. */
  #fail(vaultId: string, client: SignerClient, code: ErrorCode): void {
    if (this.#sessions.get(vaultId)?.client !== client) return;
    this.#failures.set(vaultId, code);
    this.#forget(vaultId, client);
    client.kill();
  }

  /** Forgets this very session; one that was begun after it stays. */
  #forget(vaultId: string, client: SignerClient): void {
    if (this.#sessions.get(vaultId)?.client !== client) return;
    this.#sessions.delete(vaultId);
    this.#changed();
  }
}

async function openAndPrepare(
  client: SignerClient,
  { request, firstAddress, prepare }: Opening,
  noteTimes: (times: VaultTimes) => void,
): Promise<Result<Told>> {
  const opened = await client.ask('open', request);
  if (!opened.ok) return opened;
  if (opened.value.firstAddress !== firstAddress) {
    return refuse(
      'vault-unknown',
      `expected the vault with first address ${firstAddress}, the file has another`,
    );
  }
  if (opened.value.times) noteTimes(opened.value.times);
  const told = new Told(opened.value.journal);
  const prepared = await prepare(client, told);
  return prepared.ok ? ok(told) : prepared;
}
