import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import type { SignerRequest } from '../../signer/protocol.ts';
import type { SpawnSigner } from '../../signer/transport.ts';

type VaultSessionState = 'locked' | 'opening' | 'open';

interface VaultSession {
  readonly state: 'opening' | 'open';
  readonly client: SignerClient;
}

/** How a vault is opened. */
export interface Opening {
  readonly request: SignerRequest<'open'>;
  /** The vault that must be in the file. */
  readonly firstAddress: string;
  /** What is done with the vault before anybody else can ask anything of it. */
  readonly prepare: (client: SignerClient) => Promise<Result<void>>;
}

/** The signer processes of the vaults that are open or opening: one each. */
export class VaultSessions {
  readonly #spawn: SpawnSigner;
  readonly #changed: () => void;
  readonly #sessions = new Map<string, VaultSession>();

  /** @param changed called when a vault begins to open, is open, or is locked */
  constructor(spawn: SpawnSigner, changed: () => void) {
    this.#spawn = spawn;
    this.#changed = changed;
  }

  state(vaultId: string): VaultSessionState {
    return this.#sessions.get(vaultId)?.state ?? 'locked';
  }

  /** The signer of an open vault; refuses `vault-locked`. */
  client(vaultId: string): Result<SignerClient> {
    const session = this.#sessions.get(vaultId);
    return session?.state === 'open' ? ok(session.client) : refuse('vault-locked', 'unlock the vault first');
  }

  /**
   * Starts a signer process for a vault and opens its file; on a refusal nothing of it remains. From the call on the
   * vault counts as opening, so that a lock ends it.
   */
  async open(vaultId: string, opening: Opening): Promise<Result<void>> {
    if (this.#sessions.has(vaultId)) return refuse('proposal-state', 'this vault is open or opening already');
    const client = new SignerClient(this.#spawn());
    this.#sessions.set(vaultId, { state: 'opening', client });
    client.onExit(() => this.#forget(vaultId, client));
    this.#changed();
    const opened = await openAndPrepare(client, opening);
    if (!opened.ok) {
      client.kill();
      this.#forget(vaultId, client);
      return opened;
    }
    if (this.#sessions.get(vaultId)?.client !== client) {
      return refuse('vault-locked', 'the vault was locked meanwhile');
    }
    this.#sessions.set(vaultId, { state: 'open', client });
    this.#changed();
    return ok(undefined);
  }

  /** Ends a vault's signer process. @returns whether it was open or opening */
  lock(vaultId: string): boolean {
    const session = this.#sessions.get(vaultId);
    if (!session) return false;
    this.#sessions.delete(vaultId);
    session.client.kill();
    this.#changed();
    return true;
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
): Promise<Result<void>> {
  const opened = await client.ask('open', request);
  if (!opened.ok) return opened;
  if (opened.value.firstAddress !== firstAddress) {
    return refuse(
      'vault-unknown',
      `expected the vault with first address ${firstAddress}, the file has another`,
    );
  }
  return prepare(client);
}
