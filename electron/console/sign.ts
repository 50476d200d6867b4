import type { StoredProposal } from '../books/sqlite/movements.ts';
import { refusalFor } from '../core/movement/movement-actions.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { bringVaultUp } from './bring-vault-up.ts';
import { referenceGasPrice } from './build-proposal.ts';
import { recordSignature } from './record-signature.ts';
import { submitStored } from './submit-stored.ts';
import { factsOf, movementOf, requireOfficer, type Treasury } from './treasury.ts';

/**
 * Has the vault's signer sign an approved proposal, stores the signed bytes, and only then sends them. The signer
 * decides alone; a refusal is written into the journal by its code and nothing else changes. (Asking the node for the gas
 * price comes first; it can only keep the signer from being asked.)
 */
export async function sign(treasury: Treasury, { id }: { readonly id: string }): Promise<Result<void>> {
  const { signing, effects } = treasury;
  if (signing.has(id)) return refuse('proposal-state', 'this movement is being signed or ended now');
  signing.add(id);
  try {
    const signed = await signAndStore(treasury, id);
    if (!signed.ok) return signed;
  } finally {
    signing.delete(id);
  }
  // Stored; from here on the payment happens, now or when the follower sends it again.
  await submitStored({ ...treasury, now: effects.now, notify: effects.notify }, id);
  return ok(undefined);
}

async function signAndStore(treasury: Treasury, id: string): Promise<Result<void>> {
  const { store, sessions, journal, effects } = treasury;
  const found = movementOf(treasury, id);
  if (!found.ok) return found;
  const movement = found.value;
  const officer = requireOfficer(treasury);
  if (!officer.ok) return officer;
  const refusal = refusalFor('sign', factsOf(treasury, movement));
  if (refusal) return refusal;
  const client = sessions.vault(movement.vaultId);
  if (!client.ok) return client;
  const stored = store.movements.proposal(id);
  if (!stored) return refuse('proposal-unknown', 'there is nothing to sign yet');
  const current = await bringVaultUp(treasury, movement.vaultId);
  if (!current.ok) return current;
  const approvals = store.movements.approvals(id).map(({ approval }) => approval);
  const priced = await refuseUnderpriced(treasury, stored);
  const signed = priced.ok
    ? await client.value.ask('sign', { proposal: stored.proposal, approvals })
    : priced;
  if (!signed.ok) {
    // Other payments may have used up the rule's window since this one was built: the next rule asks for more people.
    const rule =
      signed.code === 'approvals-too-few'
        ? await client.value.ask('inspect', { proposal: stored.proposal })
        : signed;
    await journal.record(
      {
        kind: 'sign-refused',
        movementId: id,
        officer: officer.value,
        body: { movementId: id, code: signed.code, message: signed.message },
      },
      () => {
        if (rule.ok && rule.value.approvalsNeeded > approvals.length) {
          const { ruleId, approvalsNeeded } = rule.value;
          store.movements.escalate(id, { id: ruleId, approvals: approvalsNeeded }, effects.now());
        }
        store.movements.setTrouble(id, { code: signed.code, message: signed.message });
        return ok(undefined);
      },
    );
    effects.notify(['app', 'movements', 'journal']);
    return signed;
  }
  return recordSignature(treasury, movement, { signed: signed.value, officer: officer.value });
}

/**
 * Refuses bytes of a gas price that the network no longer takes: signed, they would keep their coins and never happen.
 * Where no node can be asked, signing goes on: a signature needs none, and the follower sends it when one is there.
 */
async function refuseUnderpriced(treasury: Treasury, { proposal }: StoredProposal): Promise<Result<void>> {
  const decoded = treasury.codec.decode(new Uint8Array(Buffer.from(proposal.bytes, 'base64')));
  if (!decoded.ok) return ok(undefined); // the signer says what is wrong with them
  const price = await referenceGasPrice(treasury);
  if (!price.ok || decoded.value.gasPrice >= price.value) return ok(undefined);
  return refuse(
    'gas-price-too-low',
    `the network asks ${price.value} nanos for a unit of gas, this transaction pays ${decoded.value.gasPrice}; reject it and request it again`,
  );
}

/** Sends the stored bytes of a signed movement again, now. */
export async function submit(treasury: Treasury, { id }: { readonly id: string }): Promise<Result<void>> {
  const movement = movementOf(treasury, id);
  if (!movement.ok) return movement;
  const refusal = refusalFor('submit', factsOf(treasury, movement.value));
  if (refusal) return refusal;
  return submitStored({ ...treasury, now: treasury.effects.now, notify: treasury.effects.notify }, id);
}
