import { attestsExactly, covers } from '../attestation/attestation.ts';
import type { VaultAddress } from '../attestation/proofs-in.ts';
import { batchSignedByVault } from '../attestation/signed-by-vault.ts';
import { type DerivationPath, samePath } from '../derivation-path.ts';
import type { Hex32 } from '../digest.ts';
import { checkOwnAddresses } from '../envelope/kinds/own-addresses.ts';
import type { VerifySignature } from '../officer/officer.ts';
import type { VaultsOf } from '../policy/standing.ts';
import { documentOf, documentsOf } from './documents.ts';
import type { TypedEntry } from './journal-entry.ts';

/** What {@link ToldAddresses.add} says where `verify` says no. */
export const NO_VAULT_SIGNED = 'has an attestation that no vault has signed';

interface Told {
  readonly vaultId: string;
  readonly path: DerivationPath;
  readonly batch: Hex32;
  readonly issued: boolean;
}

/** An own address as an entry tells of it. */
type NewAddress = VaultAddress & { readonly issued: boolean };

/**
 * Own addresses that the entries of a journal have told of so far, each as its vault has signed it. It grows by some 250
 * bytes an address.
 */
export class ToldAddresses {
  readonly #told = new Map<string, Told>();

  /**
   * Compares the own addresses that the next entry names with what their vaults have signed: new ones with the attestations
   * in the entry, which must cover exactly these; one that is given out, paid or pays with what was told of it before.
   * @param known the vaults that are known after the entry
   * @returns what is wrong, to go on after "entry 7"; null where nothing is
   */
  add(entry: TypedEntry, known: VaultsOf, verify: VerifySignature): string | null {
    return this.#addNew(entry, known, verify) ?? this.#checkNamed(entry);
  }

  #addNew(entry: TypedEntry, known: VaultsOf, verify: VerifySignature): string | null {
    if (entry.kind === 'proposal-received' || entry.kind === 'message-received') {
      const attestations = documentsOf(entry.documents, 'attestation');
      const own = checkOwnAddresses({ attestations, addresses: entry.body.addresses }, known, verify);
      if (!own.ok) return NO_VAULT_SIGNED;
      const message = documentOf(entry.documents, 'message')?.statement;
      const path = message && own.value(message.vaultId, message.address);
      return message === undefined || (path && samePath(path, message.path))
        ? null
        : notSigned(message.address);
    }
    const added = newAddresses(entry);
    const batches = new Map<NewAddress, Hex32>();
    for (const attestation of documentsOf(entry.documents, 'attestation')) {
      const { statement } = attestation;
      const digest = batchSignedByVault(attestation, known, verify);
      if (digest === null) return NO_VAULT_SIGNED;
      const batch = added
        .filter((address) => covers(statement, address))
        .toSorted((a, b) => a.path.index - b.path.index);
      if (!attestsExactly(statement, batch)) {
        return 'has other addresses than those that their vault has signed';
      }
      for (const address of batch) batches.set(address, digest);
    }
    for (const address of added) {
      const batch = batches.get(address);
      if (batch === undefined) return `names address ${address.address}, which its vault has not signed`;
      const { vaultId, path, issued } = address;
      const before = this.#told.get(address.address);
      // A restored vault tells of its addresses again, each in its place.
      if (before && !this.#isOf(address.address, address)) return notSigned(address.address);
      this.#told.set(address.address, before ? withIssued(before, issued) : { vaultId, path, batch, issued });
    }
    return null;
  }

  #checkNamed(entry: TypedEntry): string | null {
    switch (entry.kind) {
      case 'address-issued':
        return this.#issue(entry.body);
      case 'deposit-final':
        return this.#told.has(entry.body.address) ? null : notSigned(entry.body.address);
      case 'proposal-built': {
        for (const { vaultId, sources } of documentsOf(entry.documents, 'proposal')) {
          const other = sources.find((source) => !this.#isOf(source.address, { vaultId, path: source.path }));
          if (other) return notSigned(other.address);
        }
        return null;
      }
      case 'message-asked': {
        for (const { statement } of documentsOf(entry.documents, 'message')) {
          const { vaultId, address, path } = statement;
          if (!this.#isOf(address, { vaultId, path })) return notSigned(address);
        }
        return null;
      }
      case 'mandate-requested': {
        for (const { statement } of documentsOf(entry.documents, 'mandate')) {
          const { vaultId, sources } = statement;
          const other = sources.find(({ address, path }) => !this.#isOf(address, { vaultId, path }));
          if (other) return notSigned(other.address);
        }
        return null;
      }
      default:
        return null;
    }
  }

  #issue(body: Extract<TypedEntry, { kind: 'address-issued' }>['body']): string | null {
    const { vaultId, account, change, index, address, batch } = body;
    const told = this.#told.get(address);
    if (told?.batch !== batch || !this.#isOf(address, { vaultId, path: { account, change, index } })) {
      return notSigned(address);
    }
    if (told.issued) return `gives out address ${address}, which was given out before`;
    this.#told.set(address, withIssued(told, true));
    return null;
  }

  #isOf(address: string, { vaultId, path }: Pick<Told, 'vaultId' | 'path'>): boolean {
    const told = this.#told.get(address);
    return (
      told?.vaultId === vaultId &&
      told.path.account === path.account &&
      told.path.change === path.change &&
      told.path.index === path.index
    );
  }
}

const withIssued = (told: Told, issued: boolean): Told =>
  told.issued || !issued ? told : { ...told, issued };

const notSigned = (address: string) =>
  `names address ${address}, which its vault has not signed for this place`;

function newAddresses(entry: TypedEntry): readonly NewAddress[] {
  switch (entry.kind) {
    case 'treasury-created':
      return entry.body.addresses;
    case 'account-created': {
      const { vaultId, addresses } = entry.body;
      return addresses.map((address) => ({ ...address, vaultId }));
    }
    case 'addresses-derived':
    case 'money-found': {
      const { vaultId, addresses } = entry.body;
      return addresses.map((address) => ({ ...address, vaultId, issued: false }));
    }
    case 'ceremony-completed': {
      const { vaultId, addresses } = entry.body;
      return addresses.map((address) => ({ ...address, vaultId: vaultId ?? '' }));
    }
    default:
      return [];
  }
}
