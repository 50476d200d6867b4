import type { VaultFigures } from '../../books/rows.ts';
import type { Chain } from '../../chains/chain.ts';
import type { WithdrawalPreview } from '../../contract/movements.ts';
import { refuseRecipient } from '../../core/book/refuse-recipient.ts';
import { amountText, parseAmount } from '../../core/money.ts';
import { parseExternalId } from '../../core/movement/external-id.ts';
import { parseReference } from '../../core/movement/reference.ts';
import { type Book, decide } from '../../core/policy/decide.ts';
import { type Policy, peopleAsked, type Rule } from '../../core/policy/policy.ts';
import type { Spends } from '../../core/policy/spend-history.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { inBook } from '../book/in-book.ts';
import { readPayable } from '../book/read-payable.ts';
import type { MovingParts, Station } from '../station.ts';
import { refuseRetired, vaultOf } from '../vaults/vault-of.ts';
import { buildQueued } from './build-proposal.ts';
import { feeTerms } from './fee-terms.ts';
import { recordRequest, requireMaker } from './record-request.ts';
import { findRepeated, repeatedView } from './repeated.ts';
import { refuseTooEarly } from './requests-from.ts';
import { spentOf } from './spent.ts';

export interface TypedWithdrawal {
  readonly vaultId: string;
  readonly recipient: string;
  /** In whole units of the asset, as typed. */
  readonly amount: string;
  /** The recipient of the address book that was chosen; left out where the address was typed. */
  readonly bookEntry?: string;
}

interface Checked {
  readonly recipient: string;
  readonly units: bigint;
  readonly rule: Rule;
}

type PreviewParts = Pick<
  Station,
  | 'treasury'
  | 'books'
  | 'policy'
  | 'attested'
  | 'hold'
  | 'keys'
  | 'chain'
  | 'line'
  | 'addressBook'
  | 'effects'
>;

/** Says what a withdrawal would be, before it is asked for: whole recipient, rule, approvals, highest fee. */
export async function previewWithdrawal(
  station: PreviewParts,
  typed: TypedWithdrawal & { readonly reference?: string },
): Promise<Result<WithdrawalPreview>> {
  const checked = await check(station, typed);
  if (!checked.ok) return checked;
  const terms = await feeTerms(station);
  if (!terms.ok) return terms;
  const { recipient, units, rule } = checked.value;
  const { chain, books, policy, effects } = station;
  const reference = parseReference(typed.reference ?? '');
  if (!reference.ok) return reference;
  const { earlier } = await findRepeated(station, {
    id: null,
    recipient,
    units,
    reference: reference.value,
    createdAt: effects.now(),
  });
  const fee = chain.feeFor({ inputs: 1, payments: 1 }, terms.value);
  const { balance, reserved } = await books.figures.vault(typed.vaultId);
  const free = balance > reserved ? balance - reserved : 0n;
  const single = await books.inputs.owners(typed.vaultId, units + fee, 1);
  return ok({
    recipient,
    otherForms: [...chain.address.otherForms(recipient)],
    strange: chain.address.strange(recipient),
    ...(await inBook(station, recipient)),
    amount: units.toString(),
    ruleTitle: rule.title,
    approvals: peopleAsked(rule.approvals),
    feeAtMost: fee.toString(),
    free: free.toString(),
    covered: units + fee <= free,
    scattered: units + fee <= free && single.length === 0,
    repeats: repeatedView(policy.present(), earlier),
  });
}

/**
 * Requests a withdrawal: signed by its maker, journaled, queued, and its proposal built at once where that is
 * possible (else it says why it waits). Refuses as {@link recordRequest} does: where it repeats an earlier payment, its maker
 * names that as `repeats` and so says that this one is meant beside it.
 */
export async function requestWithdrawal(
  station: PreviewParts & MovingParts,
  actor: Actor,
  typed: TypedWithdrawal & {
    readonly reference: string;
    readonly repeats?: string;
    readonly externalId?: string;
  },
): Promise<Result<{ id: string }>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const maker = requireMaker(officer.value);
  if (!maker.ok) return maker;
  const reference = parseReference(typed.reference);
  if (!reference.ok) return reference;
  const externalId = typed.externalId === undefined ? ok(null) : parseExternalId(typed.externalId);
  if (!externalId.ok) return externalId;
  const checked = await check(station, typed);
  if (!checked.ok) return checked;
  const requested = await recordRequest(station, officer.value, {
    kind: 'withdrawal',
    vaultId: typed.vaultId,
    source: null,
    recipient: checked.value.recipient,
    units: checked.value.units,
    memo: null,
    reference: reference.value,
    ...(typed.bookEntry === undefined ? {} : { bookEntry: typed.bookEntry }),
    ...(typed.repeats === undefined ? {} : { repeats: typed.repeats }),
    ...(externalId.value === null ? {} : { externalId: externalId.value }),
  });
  if (!requested.ok) return requested;
  await afterwards(() => buildQueued(station, actor, requested.value.id)); // its refusal is noted on the movement
  return requested;
}

async function check(station: PreviewParts, typed: TypedWithdrawal): Promise<Result<Checked>> {
  const { books, policy, chain, effects } = station;
  const now = effects.now();
  const present = policy.present();
  const vault = vaultOf(present, typed.vaultId);
  if (!vault.ok) return vault;
  const inTime = refuseTooEarly(station, typed.vaultId, now);
  if (!inTime.ok) return inTime;
  const inUse = refuseRetired(await books.vaults.retired(), typed.vaultId);
  if (!inUse.ok) return inUse;
  const recipient = chain.address.parse(typed.recipient);
  if (!recipient.ok) return recipient;
  const chosen = await checkChosen(station, typed.bookEntry, recipient.value);
  if (!chosen.ok) return chosen;
  const book = await readPayable(station);
  if (!book.ok) return book;
  return checkWithdrawal({
    typed,
    recipient: recipient.value,
    ownVault: await ownVaultOf(station, present, recipient.value),
    figures: await books.figures.vault(typed.vaultId),
    spent: await spentOf(books, present, { vaultId: typed.vaultId, now }),
    accounts: await payingAccounts(station, typed),
    now,
    policy: present,
    book: book.value,
    chain,
  });
}

/** Whether a recipient that was chosen from the address book can be paid now, at this address. Refuses as {@link refuseRecipient} does. */
async function checkChosen(
  { addressBook, effects }: Pick<Station, 'addressBook' | 'effects'>,
  bookEntry: string | undefined,
  recipient: string,
): Promise<Result<void>> {
  if (bookEntry === undefined) return ok(undefined);
  const records = await addressBook.read();
  if (!records.ok) return records;
  return refuseRecipient({ bookEntry, recipient }, records.value.held, effects.now()) ?? ok(undefined);
}

/** Decides whether a withdrawal may be asked for; pure. */
export function checkWithdrawal(facts: {
  readonly typed: TypedWithdrawal;
  readonly recipient: string;
  /** The vault of this treasury that the recipient belongs to; null for outsiders. */
  readonly ownVault: string | null;
  readonly figures: VaultFigures;
  readonly spent: Spends;
  /** Accounts that would pay, by their indexes. */
  readonly accounts: readonly number[];
  readonly now: number;
  readonly policy: Policy;
  readonly book: Book;
  readonly chain: Pick<Chain, 'asset'>;
}): Result<Checked> {
  const { typed, recipient, ownVault, figures, spent, accounts, now, policy, book, chain } = facts;
  if (ownVault === typed.vaultId) {
    return refuse('address-own', 'this address belongs to the vault that would pay');
  }
  if (ownVault !== null) {
    return refuse('address-own-vault', 'this address belongs to another own vault; use a sweep');
  }
  const units = parseAmount(typed.amount, chain.asset);
  if (!units.ok) return units;
  if (units.value > figures.balance) {
    return refuse(
      'amount-above-balance',
      `expected at most ${amountText(figures.balance, chain.asset)}, got ${amountText(units.value, chain.asset)}`,
    );
  }
  const decided = decide({ policy, book }, spent, {
    vaultId: typed.vaultId,
    accounts,
    recipients: [recipient],
    total: units.value,
    lives: null,
    asset: chain.asset,
    now,
  });
  return decided.ok ? ok({ recipient, units: units.value, rule: decided.value.rule }) : decided;
}

async function ownVaultOf(
  { attested }: Pick<Station, 'attested'>,
  policy: Policy,
  address: string,
): Promise<string | null> {
  const known = (await attested.known([address]))[0]?.vaultId;
  return known ?? policy.vaults.find((vault) => vault.receiveAddress === address)?.id ?? null;
}

/**
 * The account that would pay: that of an address which covers the amount alone. Where none does yet, the first account: what is
 * built in the end is decided by the accounts that do pay.
 */
async function payingAccounts(
  { books, attested, chain }: Pick<Station, 'books' | 'attested' | 'chain'>,
  { vaultId, amount }: TypedWithdrawal,
): Promise<readonly number[]> {
  const units = parseAmount(amount, chain.asset);
  const owners = units.ok ? await books.inputs.owners(vaultId, units.value, 1) : [];
  const known = await attested.known(owners.map(({ owner }) => owner));
  return [known[0]?.path.account ?? 0];
}
