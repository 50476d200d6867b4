import { officerOf } from '../../core/actor.ts';
import { transcriptDigest } from '../../core/ceremony/transcript.ts';
import type { DerivationPath } from '../../core/derivation-path.ts';
import { documentOf } from '../../core/journal/documents.ts';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import type { VerifySignature } from '../../core/officer/officer.ts';
import { hasSigned } from '../../core/officer/officer.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { StationSpan } from '../../core/station/station-chain.ts';
import { believedEntry } from '../journal/believed-entry.ts';

/** What one journal entry says of who has which address. */
export interface GivenOut {
  /** Accounts that it makes or names anew. */
  readonly accounts: readonly {
    readonly vaultId: string;
    readonly account: number;
    readonly alias: string;
  }[];
  /** Addresses that it gives out, by address. `batch` is null where the entry carries the attestation itself. */
  readonly addresses: ReadonlyMap<string, GivenAddress>;
  /** The name that an account had until then; null for an entry that names none anew. */
  readonly former: {
    readonly vaultId: string;
    readonly account: number;
    readonly alias: string;
    readonly at: number;
    readonly officerId: string | null;
  } | null;
}

export interface GivenAddress {
  readonly vaultId: string;
  readonly path: DerivationPath;
  readonly batch: string | null;
}

export interface EntryTrust {
  /** The stations that signed, one after the other. */
  readonly stations: readonly StationSpan[];
  readonly policy: Pick<Policy, 'officers'>;
  readonly verify: VerifySignature;
}

/**
 * Reads an entry that gives addresses out, and believes it only with its hash, the station's signature and that of the
 * officer who did it.
 * @param json as it was written
 * @returns null for an entry that is not whole, not signed, at another place, or gives nothing out
 */
export function givenOut(
  json: string,
  seq: number,
  { stations, policy, verify }: EntryTrust,
): GivenOut | null {
  const entry = believedEntry(json, seq, { stations, policyAt: () => policy, verify });
  if (!entry) return null;
  return officerOf(entry.actor) !== null || isStationsOwn(entry, policy, verify) ? saidBy(entry) : null;
}

/**
 * Whether nobody but the station can have written this: the first entry, which gives out the first address of each vault,
 * and that of a ceremony (what a restore found used), with the transcript that everybody present has signed.
 */
function isStationsOwn(
  entry: TypedEntry,
  { officers }: EntryTrust['policy'],
  verify: VerifySignature,
): boolean {
  if (entry.kind === 'treasury-created') return entry.seq === 1;
  const signed = documentOf(entry.documents, 'transcript');
  if (entry.kind !== 'ceremony-completed' || !signed) return false;
  const { transcript, signatures } = signed;
  const digest = transcriptDigest(transcript);
  return (
    transcript.vault?.id === entry.body.vaultId &&
    transcript.officers.every(({ id }) => {
      const officer = officers.find((each) => each.id === id);
      const signature = signatures.find(({ officerId }) => officerId === id)?.signature;
      return (
        officer !== undefined && signature !== undefined && hasSigned(officer, digest, signature, verify)
      );
    })
  );
}

function saidBy(entry: TypedEntry): GivenOut | null {
  switch (entry.kind) {
    case 'treasury-created':
      return { accounts: entry.body.accounts, addresses: issuedOf(entry.body.addresses), former: null };
    case 'account-created': {
      const { vaultId, account, alias, addresses } = entry.body;
      return {
        accounts: [{ vaultId, account, alias }],
        addresses: issuedOf(addresses.map((each) => ({ ...each, vaultId }))),
        former: null,
      };
    }
    case 'account-renamed': {
      const { vaultId, account, alias, from } = entry.body;
      return {
        accounts: [{ vaultId, account, alias }],
        addresses: new Map(),
        former: { vaultId, account, alias: from, at: entry.at, officerId: officerOf(entry.actor) },
      };
    }
    case 'ceremony-completed': {
      const { accounts, addresses } = entry.body;
      const vaultId = entry.body.vaultId ?? '';
      return {
        accounts: accounts.map((each) => ({ ...each, vaultId })),
        addresses: issuedOf(addresses.map((each) => ({ ...each, vaultId }))),
        former: null,
      };
    }
    case 'money-found': {
      const { vaultId, accounts } = entry.body;
      return { accounts: accounts.map((each) => ({ ...each, vaultId })), addresses: new Map(), former: null };
    }
    case 'address-issued': {
      const { vaultId, account, change, index, address, batch } = entry.body;
      const given = { vaultId, path: { account, change, index }, batch };
      return { accounts: [], addresses: new Map([[address, given]]), former: null };
    }
    default:
      return null;
  }
}

const issuedOf = (
  addresses: readonly (Omit<GivenAddress, 'batch'> & {
    readonly address: string;
    readonly issued: boolean;
  })[],
): ReadonlyMap<string, GivenAddress> =>
  new Map(
    addresses.flatMap(({ address, vaultId, path, issued }) =>
      issued ? [[address, { vaultId, path, batch: null }] as const] : [],
    ),
  );
