import type { ChainRegistry } from '../chains/registry.ts';
import type { ApprovalStatement } from '../core/approval/approval.ts';
import { bytesToHex, hexToBytes } from '../core/digest.ts';
import { checkMandateForm } from '../core/mandate/check-mandate.ts';
import { mandateDigest, mandateViewDigest, type SignedMandate } from '../core/mandate/mandate.ts';
import { checkMessageForm } from '../core/message/check-message.ts';
import { sameNetwork } from '../core/network-id.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { checkMessageApproval } from './check-message-approval.ts';
import { type KeyPair, signMessage } from './ed25519.ts';
import type { SignerAnswer, SignerRequest } from './protocol.ts';
import { proveProposal } from './prove-proposal.ts';
import type { KeyTree } from './slip10.ts';
import { statementDigest } from './statement-digest.ts';

/** An officer's open key file: signs statements with a meaning, never bytes given from outside. */
export class OpenOfficer {
  readonly publicKey: string;
  readonly #key: KeyPair;
  readonly #keys: KeyTree;
  readonly #chains: ChainRegistry;

  constructor(keys: KeyTree, chains: ChainRegistry) {
    this.#keys = keys;
    this.#chains = chains;
    this.#key = keys.officerKeyPair();
    this.publicKey = bytesToHex(this.#key.publicKey);
  }

  /** Signs a statement. An approval is signed only for what this process itself decodes from the proposal's bytes. */
  signStatement(request: SignerRequest<'sign-statement'>): Result<SignerAnswer<'sign-statement'>> {
    if (request.kind === 'approval') {
      const provable = this.#checkApproval(request.proposal, request.statement);
      if (!provable.ok) return provable;
    }
    if (request.kind === 'mandate-approval') {
      const fits = this.#checkMandate(request.mandate, request.statement);
      if (!fits.ok) return fits;
    }
    if (request.kind === 'message-approval') {
      const fits = checkMessageApproval(request.message, request.statement);
      if (!fits.ok) return fits;
    }
    if (request.kind === 'message') {
      const readable = checkMessageForm(request.statement);
      if (!readable.ok) return readable;
    }
    if (request.kind === 'officer-card' && request.card.officer.publicKey !== this.publicKey) {
      return refuse('officer-card-bad', 'expected a card with the key of this officer');
    }
    return ok({ signature: bytesToHex(signMessage(this.#key, hexToBytes(statementDigest(request)))) });
  }

  close(): void {
    this.#keys.close();
  }

  /** What an approval of a mandate claims is what the mandate says. Whether it is one of the policy, the vault decides. */
  #checkMandate({ statement: mandate }: SignedMandate, statement: ApprovalStatement): Result<void> {
    const chain = this.#chains.chainOf(mandate.network.id);
    if (!chain.ok) return chain;
    const { asset } = chain.value;
    const form = checkMandateForm(mandate, asset);
    if (!form.ok) return form;
    const { subject, network, treasuryId, requestIds } = statement;
    if (subject.kind !== 'mandate') {
      return refuse('approval-subject', `expected an approval of a mandate, got one of a ${subject.kind}`);
    }
    if (treasuryId !== mandate.treasuryId) {
      return refuse('approval-other-treasury', 'the approval names another treasury than the mandate');
    }
    if (!sameNetwork(network, mandate.network)) {
      return refuse('approval-other-network', 'the approval names another network than the mandate');
    }
    if (subject.digest !== mandateDigest(mandate)) {
      return refuse('approval-other-digest', 'the approval names another mandate');
    }
    if (subject.viewDigest !== mandateViewDigest(mandate, asset)) {
      return refuse('approval-other-view', 'the screen showed something else than what the mandate says');
    }
    if (requestIds.length > 0) {
      return refuse('approval-other-request', 'expected an approval that names the mandate only');
    }
    return statement.expiresAt <= mandate.expiresAt
      ? ok(undefined)
      : refuse('mandate-expired', 'the approval would hold for longer than the mandate');
  }

  #checkApproval(proposal: Proposal, statement: ApprovalStatement): Result<void> {
    const chain = this.#chains.chainOf(proposal.network.id);
    if (!chain.ok) return chain;
    const proven = proveProposal(proposal, chain.value);
    if (!proven.ok) return proven;
    const { subject, network, treasuryId, requestIds } = statement;
    if (subject.kind !== 'transaction') {
      return refuse(
        'approval-subject',
        `expected an approval of a transaction, got one of a ${subject.kind}`,
      );
    }
    if (treasuryId !== proposal.treasuryId) {
      return refuse('approval-other-treasury', 'the approval names another treasury than the proposal');
    }
    if (proven.value.digest !== subject.digest) {
      return refuse('approval-other-digest', 'the approval names other bytes than those of the proposal');
    }
    if (proven.value.viewDigest !== subject.viewDigest) {
      return refuse('approval-other-view', 'the screen showed something else than what the bytes say');
    }
    if (!sameNetwork(network, proposal.network)) {
      return refuse('approval-other-network', 'the approval names another network than the proposal');
    }
    const { requests } = proposal;
    if (requests.some((request) => request.statement.expiresAt < statement.expiresAt)) {
      return refuse('request-expired', 'the approval would hold for longer than the request asks');
    }
    const same =
      requestIds.length === requests.length &&
      requests.every((request, i) => request.statement.id === requestIds[i]);
    return same
      ? ok(undefined)
      : refuse('approval-other-request', 'the approval names other requests than the proposal');
  }
}
