import type { NetworkId } from '../../core/network-id.ts';
import type { Officer } from '../../core/officer/officer.ts';
import type { KnownPolicy, Policy, SignedPolicy } from '../../core/policy/policy.ts';
import { ok, type Result } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import type { SignerAnswer, SignerRequest } from '../../signer/protocol.ts';
import type { SpawnSigner } from '../../signer/transport.ts';
import { ADDRESSES_AHEAD } from '../addresses/addresses-ahead.ts';
import type { Vault } from '../vaults/vault-of.ts';
import type { VaultBeginning } from './first-entries.ts';
import type { NewOfficer, NewVault } from './first-policy.ts';
import type { TreasuryPaths } from './treasury-folder.ts';

/** A key file that was made and is open. */
interface KeyFile {
  /** Name of the file in its folder. */
  readonly file: string;
  readonly client: SignerClient;
}

export interface OfficerKey extends KeyFile {
  readonly officer: Officer;
}

export interface VaultKey extends KeyFile {
  readonly vault: Vault;
  readonly alias: string;
}

/** Makes the key files of a new treasury, each in a signer process of its own, and asks them for what it begins with. */
export class KeyMaker {
  readonly #spawn: SpawnSigner;
  readonly #uuid: () => string;
  readonly #workFactor: number;
  readonly #clients: SignerClient[] = [];

  constructor({
    spawn,
    uuid,
    workFactor,
  }: {
    readonly spawn: SpawnSigner;
    readonly uuid: () => string;
    readonly workFactor: number;
  }) {
    this.#spawn = spawn;
    this.#uuid = uuid;
    this.#workFactor = workFactor;
  }

  async officers(
    paths: TreasuryPaths,
    wanted: readonly NewOfficer[],
    home: Omit<Officer['keys'][number], 'publicKey'>,
  ): Promise<Result<readonly OfficerKey[]>> {
    const keys: OfficerKey[] = [];
    for (const { name, roles, file: stem, password } of wanted) {
      const file = `${stem}.stronghold`;
      const made = await this.#create({
        file: paths.officer(file),
        password,
        purpose: 'officer',
        network: null,
      });
      if (!made.ok) return made;
      const { client, opened } = made.value;
      const officer: Officer = {
        id: this.#uuid(),
        name,
        roles: [...roles],
        keys: [{ publicKey: opened.publicKey ?? '', ...home }],
        expiresAt: null,
      };
      keys.push({ officer, file, client });
    }
    return ok(keys);
  }

  async vaults(
    paths: TreasuryPaths,
    network: NetworkId,
    wanted: readonly NewVault[],
  ): Promise<Result<readonly VaultKey[]>> {
    const keys: VaultKey[] = [];
    for (const { name, kind, alias, file: stem, password } of wanted) {
      const file = `${stem}.stronghold`;
      const made = await this.#create({ file: paths.vault(file), password, purpose: 'vault', network });
      if (!made.ok) return made;
      const { client, opened } = made.value;
      const vault = {
        id: this.#uuid(),
        name,
        kind,
        receiveAddress: opened.firstAddress ?? '',
        attestationKey: opened.attestationKey ?? '',
      };
      keys.push({ vault, alias, file, client });
    }
    return ok(keys);
  }

  /** Ends every process. */
  end(): void {
    for (const client of this.#clients) client.kill();
  }

  async #create(
    request: Omit<SignerRequest<'create'>, 'workFactor'>,
  ): Promise<Result<{ readonly client: SignerClient; readonly opened: SignerAnswer<'create'> }>> {
    const client = new SignerClient(this.#spawn());
    this.#clients.push(client);
    const made = await client.ask('create', { ...request, workFactor: this.#workFactor });
    return made.ok ? ok({ client, opened: made.value }) : made;
  }
}

/** Has every officer sign the first policy. */
export async function signFirstPolicy(
  policy: Policy,
  officers: readonly OfficerKey[],
): Promise<Result<SignedPolicy>> {
  const signatures: { officerId: string; signature: string }[] = [];
  for (const { officer, client } of officers) {
    const signed = await client.ask('sign-statement', { kind: 'policy', policy });
    if (!signed.ok) return signed;
    signatures.push({ officerId: officer.id, signature: signed.value.signature });
  }
  return ok({ policy, signatures });
}

/** Has each vault seal the policy and derive its first addresses. */
export async function beginVaults(
  vaults: readonly VaultKey[],
  policy: KnownPolicy,
): Promise<Result<readonly VaultBeginning[]>> {
  const begun: VaultBeginning[] = [];
  for (const { vault, alias, client } of vaults) {
    const { id } = vault;
    const sealed = await client.ask('seal', { kind: 'policies', vaultId: id, policies: [policy] });
    if (!sealed.ok) return sealed;
    const derived = await client.ask('addresses', {
      account: 0,
      change: 0,
      from: 0,
      count: ADDRESSES_AHEAD,
    });
    if (!derived.ok) return derived;
    begun.push({ id, alias, mark: sealed.value, ...derived.value });
  }
  return ok(begun);
}
