import type { OwnAddress } from '../../books/rows.ts';
import type { AddressRow } from '../../contract/accounts.ts';
import { attestationDigest, type PathAddress } from '../../core/attestation/attestation.ts';
import type { Hex32 } from '../../core/digest.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { SignerAnswer } from '../../signer/protocol.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { Decision, EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { refuseRetired, vaultOf } from '../vaults/vault-of.ts';
import { ADDRESSES_AHEAD } from './addresses-ahead.ts';
import { addressRow, requireAccount } from './list-addresses.ts';

type IssueParts = Pick<Station, 'books' | 'recorder' | 'policy' | 'attested' | 'chain' | 'keys' | 'effects'>;

interface OfAccount {
  readonly vaultId: string;
  readonly account: number;
}

/**
 * Gives out the next deposit address of an account. A locked vault gives out those that were derived ahead; when they
 * are used up, it must be unlocked to derive more.
 */
export async function issueAddress(
  station: IssueParts,
  actor: Actor,
  of: OfAccount,
): Promise<Result<AddressRow>> {
  const { books, recorder, policy, chain, effects } = station;
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const vault = vaultOf(policy.present(), of.vaultId);
  if (!vault.ok) return vault;
  const inUse = refuseRetired(await books.vaults.retired(), of.vaultId);
  if (!inUse.ok) return inUse;
  const account = await requireAccount(station, of.vaultId, of.account);
  if (!account.ok) return account;
  const issued = await decideAndCommit(
    recorder,
    () => gather(station, of),
    (facts) => ok(decideIssue(facts, actor)),
  );
  if (!issued.ok) return issued;
  effects.notify(['accounts', 'journal']);
  return ok(addressRow(chain, { ...issued.value, issuedAt: effects.now(), balance: 0n }, null));
}

export interface IssueFacts extends OfAccount {
  /** The address to give out. */
  readonly next: PathAddress;
  /** The attestation that it is proven by. */
  readonly batch: Hex32;
  /** What was derived for it just now; null where `next` was ready. */
  readonly derived: SignerAnswer<'addresses'> | null;
}

async function gather(station: IssueParts, of: OfAccount): Promise<Result<IssueFacts>> {
  const { books, keys } = station;
  if ((await books.accounts.one(of.vaultId, of.account))?.archivedAt !== null) {
    return refuse('account-archived', 'an archived account gets no new addresses; take it back first');
  }
  const ready = await books.addresses.nextReady(of.vaultId, of.account);
  if (ready) {
    const free = await requireFree(station, ready);
    if (free.ok) return ok({ ...of, next: ready, batch: ready.attested?.batch ?? '', derived: null });
    // Somebody else may have been given it between the two looks: then the row says so by now, and the next one is looked at.
    const next = await books.addresses.nextReady(of.vaultId, of.account);
    return next?.address === ready.address ? free : gather(station, of);
  }
  const client = keys.vaults.client(of.vaultId);
  if (!client.ok) {
    return refuse('vault-locked', 'every address derived ahead is given out; unlock the vault for more');
  }
  const from = await books.addresses.nextPosition(of.vaultId, of.account);
  const { account } = of;
  const derived = await client.value.ask('addresses', { account, change: 0, from, count: ADDRESSES_AHEAD });
  if (!derived.ok) return derived;
  const { addresses, attestation } = derived.value;
  const [next] = addresses;
  if (!next) throw new Error('derived addresses are missing');
  return ok({ ...of, next, batch: attestationDigest(attestation.statement), derived: derived.value });
}

/**
 * What the row of a ready address says is not believed: its vault has signed it, and nobody has it. Refuses
 * `address-not-attested`.
 */
async function requireFree(
  { books, attested }: Pick<IssueParts, 'books' | 'attested'>,
  ready: OwnAddress,
): Promise<Result<void>> {
  const signed = await attested.confirm(ready);
  if (!signed.ok) return signed;
  // The first one of an account is given out when the account is made; a restore gives out those that it finds used.
  const given = ready.path.index === 0 || (await books.journal.hasIssued(ready.address));
  return given
    ? refuse('address-not-attested', 'expected an address that nobody has, the journal gives this one out')
    : ok(undefined);
}

/**
 * Two customers must never be given one address: the decision rests on it that nobody has it yet, and that the account is not
 * in the archive.
 */
export function decideIssue(
  { vaultId, account, next, batch, derived }: IssueFacts,
  actor: Actor,
): Decision<PathAddress> {
  const { address, path } = next;
  const { change, index } = path;
  const inUse = { of: 'archived', vaultId, account, version: 0 } as const;
  const issued: EntryDraft = {
    kind: 'address-issued',
    actor,
    body: { vaultId, account, change, index, address, batch },
  };
  if (derived === null) {
    return { expects: [inUse, { of: 'address', address, version: 1 }], entries: [issued], answer: next };
  }
  const more: EntryDraft = {
    kind: 'addresses-derived',
    actor,
    documents: [{ kind: 'attestation', document: derived.attestation }],
    body: { vaultId, account, addresses: derived.addresses },
  };
  return { expects: [inUse, { of: 'address', address, version: 0 }], entries: [more, issued], answer: next };
}
