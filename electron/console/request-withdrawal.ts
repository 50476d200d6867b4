import { type Address, legacyAddress, parseAddress } from '../core/address.ts';
import { formatAmount, parseAmount } from '../core/money.ts';
import { parseReference } from '../core/movement/reference.ts';
import { evaluatePolicy } from '../core/policy/evaluate-policy.ts';
import type { Rule } from '../core/policy/policy.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { buildProposal } from './build-proposal.ts';
import { recordRequest } from './record-request.ts';
import { refuseRetired, requireOfficer, type Treasury, vaultOf } from './treasury.ts';
import type { WithdrawalPreview } from '../contract/movements.ts';

interface Typed {
  readonly vaultId: string;
  readonly recipient: string;
  /** IOTA, as typed. */
  readonly amount: string;
}

interface Checked {
  readonly recipient: Address;
  readonly amount: bigint;
  readonly rule: Rule;
}

/** Says what a withdrawal would be, before it is asked for: whole recipient, rule, approvals, most gas. */
export async function previewWithdrawal(
  treasury: Treasury,
  typed: Typed,
): Promise<Result<WithdrawalPreview>> {
  const checked = check(treasury, typed);
  if (!checked.ok) return checked;
  const gasPrice = await treasury.network.gasPrice();
  if (!gasPrice.ok) return gasPrice;
  const { recipient, amount, rule } = checked.value;
  return ok({
    recipient,
    legacy: legacyAddress(recipient),
    amount: amount.toString(),
    ruleTitle: rule.title,
    approvals: rule.approvals,
    gasBudget: treasury.codec.gasBudget({ coins: 1, payments: 1, gasPrice: gasPrice.value }).toString(),
  });
}

/**
 * Requests a withdrawal: signed by its maker, journaled, queued, and its proposal built at once where that is
 * possible (else it says why it waits).
 */
export async function requestWithdrawal(
  treasury: Treasury,
  typed: Typed & { readonly reference: string },
): Promise<Result<{ id: string }>> {
  const officer = requireOfficer(treasury);
  if (!officer.ok) return officer;
  if (!officer.value.officer.roles.includes('maker')) {
    return refuse('role-missing', `${officer.value.officer.name} is not a maker`);
  }
  const reference = parseReference(typed.reference);
  if (!reference.ok) return reference;
  const checked = check(treasury, typed);
  if (!checked.ok) return checked;
  const requested = await recordRequest(treasury, officer.value, {
    kind: 'withdrawal',
    vaultId: typed.vaultId,
    recipient: checked.value.recipient,
    amount: checked.value.amount,
    reference: reference.value,
    source: null,
  });
  if (!requested.ok) return requested;
  await buildProposal(treasury, requested.value.id); // its refusal stands on the movement
  return requested;
}

function check(treasury: Treasury, typed: Typed): Result<Checked> {
  const { store, policy, effects } = treasury;
  const vault = vaultOf(treasury, typed.vaultId);
  if (!vault.ok) return vault;
  const inUse = refuseRetired(treasury, typed.vaultId);
  if (!inUse.ok) return inUse;
  const recipient = parseAddress(typed.recipient);
  if (!recipient.ok) return recipient;
  const own = ownVaultOf(treasury, recipient.value);
  if (own === typed.vaultId) return refuse('address-own', 'this address belongs to the vault that would pay');
  if (own !== null)
    return refuse('address-own-vault', 'this address belongs to another own vault; use a sweep');
  const amount = parseAmount(typed.amount);
  if (!amount.ok) return amount;
  const balance = store.coins.balance(typed.vaultId);
  if (amount.value > balance) {
    return refuse(
      'amount-above-balance',
      `expected at most ${formatAmount(balance)} IOTA, got ${formatAmount(amount.value)}`,
    );
  }
  const rule = evaluatePolicy(policy, store.movements.spends(), {
    vaultId: typed.vaultId,
    recipients: [recipient.value],
    total: amount.value,
    now: effects.now(),
  });
  if (!rule.ok) return rule;
  return ok({ recipient: recipient.value, amount: amount.value, rule: rule.value });
}

/** The own vault that an address belongs to; null for outsiders. */
function ownVaultOf({ store, policy }: Treasury, address: Address): string | null {
  const known = store.accounts.find(address)?.vaultId;
  return known ?? policy.vaults.find((vault) => vault.receiveAddress === address)?.id ?? null;
}
