import type { Officer } from '../core/officer/officer.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { SignerClient } from '../signer/client.ts';
import type { SignerRequest } from '../signer/protocol.ts';
import type { SpawnSigner } from '../signer/transport.ts';

/** An officer who is signed in: the open key file lives in a signer process of its own. */
export interface OfficerSession {
  readonly officer: Officer;
  readonly client: SignerClient;
}

export type VaultSessionState = 'locked' | 'opening' | 'open';

interface VaultSession {
  readonly state: 'opening' | 'open';
  readonly client: SignerClient;
}

/** Which signer processes run: one for each open vault, one for the officer who is signed in. */
export class Sessions {
  readonly #spawn: SpawnSigner;
  readonly #changed: () => void;
  readonly #vaults = new Map<string, VaultSession>();
  #officer: OfficerSession | null = null;
  #officerOpening: SignerClient | null = null;

  constructor(spawn: SpawnSigner, changed: () => void) {
    this.#spawn = spawn;
    this.#changed = changed;
  }

  vaultState(vaultId: string): VaultSessionState {
    return this.#vaults.get(vaultId)?.state ?? 'locked';
  }

  /** The signer of an open vault; refuses `vault-locked`. */
  vault(vaultId: string): Result<SignerClient> {
    const session = this.#vaults.get(vaultId);
    return session?.state === 'open' ? ok(session.client) : refuse('vault-locked', 'unlock the vault first');
  }

  /** Whoever is signed in; null for nobody. */
  get officer(): OfficerSession | null {
    return this.#officer;
  }

  /**
   * Starts a signer process for a vault and opens its file; on a refusal nothing of it remains.
   * @param expected.firstAddress the vault that must be in the file
   * @param expected.prepare what is done with the vault before anybody else can ask anything of it
   */
  async openVault(
    vaultId: string,
    request: SignerRequest<'open'>,
    expected: {
      readonly firstAddress: string;
      readonly prepare: (client: SignerClient) => Promise<Result<void>>;
    },
  ): Promise<Result<void>> {
    if (this.#vaults.has(vaultId)) return refuse('proposal-state', 'this vault is open or opening already');
    const client = new SignerClient(this.#spawn());
    this.#vaults.set(vaultId, { state: 'opening', client });
    client.onExit(() => this.#forget(vaultId, client));
    this.#changed();
    const opened = await this.#openAndPrepare(client, request, expected);
    if (!opened.ok) {
      this.#end(vaultId, client);
      return opened;
    }
    if (this.#vaults.get(vaultId)?.client !== client)
      return refuse('vault-locked', 'the vault was locked meanwhile');
    this.#vaults.set(vaultId, { state: 'open', client });
    this.#changed();
    return ok(undefined);
  }

  async #openAndPrepare(
    client: SignerClient,
    request: SignerRequest<'open'>,
    { firstAddress, prepare }: Parameters<Sessions['openVault']>[2],
  ): Promise<Result<void>> {
    const opened = await client.ask('open', request);
    if (!opened.ok) return opened;
    if (opened.value.firstAddress !== firstAddress) {
      return refuse(
        'vault-unknown',
        `expected the vault with first address ${firstAddress}, the file holds another`,
      );
    }
    return prepare(client);
  }

  /** Ends a vault's signer process. @returns whether it was open or opening */
  lockVault(vaultId: string): boolean {
    const session = this.#vaults.get(vaultId);
    if (!session) return false;
    this.#vaults.delete(vaultId);
    session.client.kill();
    this.#changed();
    return true;
  }

  /** Opens an officer's key file; whoever was signed in before is signed out only if it succeeds. */
  async signIn(officer: Officer, request: SignerRequest<'open'>): Promise<Result<OfficerSession>> {
    this.#officerOpening?.kill();
    const client = new SignerClient(this.#spawn());
    this.#officerOpening = client;
    const opened = await client.ask('open', request);
    const stillWanted = this.#officerOpening === client;
    if (stillWanted) this.#officerOpening = null;
    if (!opened.ok || !stillWanted) {
      client.kill();
      return opened.ok ? refuse('officer-not-signed-in', 'the station was locked meanwhile') : opened;
    }
    if (opened.value.publicKey !== officer.publicKey) {
      client.kill();
      return refuse('officer-unknown', `the key file is not that of ${officer.name}`);
    }
    this.#officer?.client.kill();
    const session = { officer, client };
    this.#officer = session;
    client.onExit(() => {
      if (this.#officer !== session) return;
      this.#officer = null;
      this.#changed();
    });
    this.#changed();
    return ok(session);
  }

  /** @returns whether somebody was signed in */
  signOut(): boolean {
    this.#officerOpening?.kill();
    this.#officerOpening = null;
    const session = this.#officer;
    if (!session) return false;
    this.#officer = null;
    session.client.kill();
    this.#changed();
    return true;
  }

  /** Ends this very session; one that was begun after it stays. */
  #end(vaultId: string, client: SignerClient): void {
    client.kill();
    this.#forget(vaultId, client);
  }

  #forget(vaultId: string, client: SignerClient): void {
    if (this.#vaults.get(vaultId)?.client !== client) return;
    this.#vaults.delete(vaultId);
    this.#changed();
  }
}
