import { attestationDigest, attestationOf } from '../core/attestation/attestation.ts';
import { checkPath, FIRST_PATH } from '../core/derivation-path.ts';
import { bytesToHex, hexToBytes } from '../core/digest.ts';
import type { JournalPoint } from '../core/journal/journal-point.ts';
import type { StateMark } from '../core/journal/state-mark.ts';
import { type KnownPolicy, peopleAsked } from '../core/policy/policy.ts';
import { standingAt } from '../core/policy/standing.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { SignedClockCorrection } from '../core/station/clock-correction.ts';
import type { SignedSettlement } from '../core/station/settlement.ts';
import { changeOfPoint, decideEnds, type Ends } from './decide-ends.ts';
import { decideMessage } from './decide-message.ts';
import { decidePolicies } from './decide-policies.ts';
import {
  admitProposal,
  decideToSign,
  findSigned,
  identifyProposal,
  unseenRequests,
} from './decide-to-sign.ts';
import { type KeyPair, signMessage, verifySignature } from './ed25519.ts';
import { takeEpoch } from './epoch-memory.ts';
import { refuseFrozen } from './freezes.ts';
import { KeptState, type StateEffects } from './kept-state.ts';
import { checkSealable } from './officers-word.ts';
import type { SignerAnswer, SignerRequest, VaultTimes } from './protocol.ts';
import type { ProvenProposal } from './prove-proposal.ts';
import { decideClock, refuseClockOff } from './sealed-time.ts';
import type { SigningContext } from './signing-context.ts';
import type { KeyTree } from './slip10.ts';
import { decideClosings } from './take-closings.ts';
import { attestationKey, vaultAddress } from './vault-address.ts';
import type { Governed } from './vault-memory.ts';
import type { SignedRecord } from './vault-state.ts';

export interface VaultEffects extends StateEffects {
  readonly now: () => number;
}

/** An open vault: its keys and its sealed state. Lives in the signer process only. */
export class OpenVault {
  readonly firstAddress: string;
  /** Public half of the key that attests, hex. */
  readonly attestationKey: string;
  readonly #keys: KeyTree;
  readonly #effects: VaultEffects;
  readonly #state: KeptState;

  private constructor(keys: KeyTree, state: KeptState, effects: VaultEffects) {
    this.#keys = keys;
    this.#state = state;
    this.#effects = effects;
    this.firstAddress = vaultAddress(keys, effects.chain, FIRST_PATH);
    this.attestationKey = attestationKey(keys);
  }

  /** Opens a vault with the state that {@link KeptState.open} takes, and refuses as it does. */
  static async open(
    keys: KeyTree,
    journal: StateMark | null,
    effects: VaultEffects,
  ): Promise<Result<OpenVault>> {
    const state = await KeptState.open(keys, journal, effects);
    return state.ok ? ok(new OpenVault(keys, state.value, effects)) : state;
  }

  get mark(): StateMark {
    return this.#state.memory.mark;
  }

  /** The committed entry of the journal that was sealed last; null before the first. */
  get journal(): JournalPoint | null {
    return this.#state.memory.journal;
  }

  get times(): VaultTimes {
    const { horizon, sealedAt, proven, freezes } = this.#state.memory;
    return {
      requestsFrom: horizon,
      sealedAt,
      epoch: proven?.epoch.toString() ?? null,
      frozen: [...freezes.frozen],
    };
  }

  /**
   * Addresses `from` to `from + count - 1` of an account, and the vault's word that they are its own: for the vault,
   * treasury and network of its sealed policy, whatever is asked. Refuses `path-out-of-range`, and `state-missing` for a
   * vault without a policy.
   */
  addresses({ account, change, from, count }: SignerRequest<'addresses'>): Result<SignerAnswer<'addresses'>> {
    const { governed } = this.#state.memory;
    if (governed === null) return noPolicy();
    const last = checkPath({ account, change, index: from + count - 1 });
    if (!last.ok) return last;
    const addresses = Array.from({ length: count }, (_, i) => {
      const path = { account, change, index: from + i };
      return { path, address: vaultAddress(this.#keys, this.#effects.chain, path) };
    });
    const { vaultId, standing } = governed;
    const { treasuryId, network } = standing.inForce;
    const statement = attestationOf({ treasuryId, network, vaultId }, addresses);
    const key = this.#keys.attestationKeyPair();
    const signature = bytesToHex(signMessage(key, hexToBytes(attestationDigest(statement))));
    return ok({ addresses, attestation: { statement, signature } });
  }

  /**
   * Brings the vault's own policy up to date, see {@link decidePolicies}. Done again it changes nothing.
   * @param policies all of the treasury's, from the first on
   */
  async sealPolicies(
    vaultId: string,
    policies: readonly KnownPolicy[],
  ): Promise<Result<SignerAnswer<'seal'>>> {
    const { memory } = this.#state;
    const { governed } = memory;
    const longestMs = governed && this.#longestEpochMs(governed);
    const standing = decidePolicies(policies, {
      self: { vaultId, receiveAddress: this.firstAddress, attestationKey: this.attestationKey },
      chain: this.#effects.chain,
      governed,
      now: this.#now(),
      clockOff: refuseClockOff(memory, this.#effects.now(), longestMs),
    });
    if (!standing.ok) return standing;
    if (standing.value === null) return ok(this.mark);
    const at = this.#now();
    const kept = await this.#state.keep([{ kind: 'governed', at, vaultId, standing: standing.value }]);
    return kept.ok ? ok(this.mark) : kept;
  }

  /**
   * Voids what was rejected or withdrawn for good, and seals how far the journal is told, with one flush for all of it.
   * Doing it again changes nothing. Refuses as {@link decideEnds}.
   */
  async sealEnds(ends: Ends): Promise<Result<SignerAnswer<'seal'>>> {
    const { governed } = this.#state.memory;
    if (governed === null) return noPolicy();
    const changes = decideEnds(ends, { governed, memory: this.#state.memory, now: this.#now() });
    if (!changes.ok) return changes;
    const kept = await this.#state.keep(changes.value);
    return kept.ok ? ok(this.mark) : kept;
  }

  /**
   * Takes in what officers have settled for the folder (see `checkSealable`): requests from before are refused, and nothing
   * is signed before the time that they signed. The same settlement again, or an older one, changes
   * nothing: it would begin the seals of the journal anew. (`settlesFrom` dates each behind those before it.)
   */
  async sealSettlement(
    signed: SignedSettlement,
    policies: readonly KnownPolicy[],
  ): Promise<Result<SignerAnswer<'seal'>>> {
    const { governed, settled } = this.#state.memory;
    if (governed === null) return noPolicy();
    const checked = checkSealable(signed, policies, governed);
    if (!checked.ok) return checked;
    const { refuseBefore, signsFrom } = checked.value;
    const isNewer = settled === null || refuseBefore > settled.refuseBefore;
    const kept = await this.#state.keep(isNewer ? [{ kind: 'settled', refuseBefore, signsFrom }] : []);
    return kept.ok ? ok(this.mark) : kept;
  }

  /** Takes in that its sealed time was wrong, see {@link decideClock}: once, for this very state. */
  async sealClock({
    signed,
    check,
  }: {
    readonly signed: SignedClockCorrection;
    readonly check: boolean;
  }): Promise<Result<SignerAnswer<'seal'>>> {
    const { governed } = this.#state.memory;
    if (governed === null) return noPolicy();
    const { chain } = this.#effects;
    const decided = decideClock(signed, {
      governed,
      memory: this.#state.memory,
      now: this.#effects.now(),
      shortestMs: chain.epochs?.shortestMs(governed.standing.inForce.network.id) ?? null,
    });
    if (!decided.ok) return decided;
    if (check) return ok(this.mark);
    const kept = await this.#state.keep([decided.value]);
    return kept.ok ? ok(this.mark) : kept;
  }

  /**
   * Takes in ends of epochs that it verifies itself, with one flush for all of them; one that is wrong, and none is taken. Refuses
   * as {@link decideClosings}.
   */
  async takeClosings(
    request: SignerRequest<'take-closings'>,
  ): Promise<Result<SignerAnswer<'take-closings'>>> {
    const { memory } = this.#state;
    const { governed } = memory;
    if (governed === null) return noPolicy();
    const changes = decideClosings(request, { chain: this.#effects.chain, governed, memory });
    if (!changes.ok) return changes;
    const kept = await this.#state.keep(changes.value);
    return kept.ok ? ok({ times: this.times }) : kept;
  }

  inspect({ proposal, mandate }: SignerRequest<'inspect'>): Result<SignerAnswer<'inspect'>> {
    const { governed } = this.#state.memory;
    if (governed === null) return noPolicy();
    const context = this.#context(governed);
    const proven = identifyProposal(proposal, context);
    if (!proven.ok) return proven;
    const admitted = admitProposal(proposal, proven.value, {
      ...context,
      fields: null,
      mandate: mandate ?? null,
    });
    if (!admitted.ok) return admitted;
    const { digest, viewDigest, rule } = admitted.value;
    return ok({ digest, viewDigest, ruleId: rule.id, approvalsNeeded: peopleAsked(rule.approvals) });
  }

  /** Inspects, and seals that this vault knows of the requests from now on, where a rule has them wait. */
  async take(request: SignerRequest<'inspect'>): Promise<Result<SignerAnswer<'inspect'>>> {
    const inspected = this.inspect(request);
    const { governed } = this.#state.memory;
    if (!inspected.ok || governed === null) return inspected;
    const off = refuseClockOff(this.#state.memory, this.#effects.now(), this.#longestEpochMs(governed));
    if (off) return inspected;
    const context = { ...this.#context(governed), fields: null, mandate: request.mandate ?? null };
    const proven = identifyProposal(request.proposal, context);
    const seen = proven.ok ? await this.#see(request.proposal, proven.value, context) : proven;
    return seen.ok ? inspected : seen;
  }

  /** Seals since when requests are known here that a rule has wait. What is refused anyway is not remembered. */
  async #see(
    proposal: Proposal,
    proven: ProvenProposal,
    context: Parameters<typeof admitProposal>[2],
  ): Promise<Result<void>> {
    const unseen = unseenRequests(proposal, this.#state.memory);
    if (unseen.length === 0 || context.policy.rules.every(({ delay }) => delay === 0)) return ok(undefined);
    const admitted = admitProposal(proposal, proven, context);
    if (!admitted.ok || admitted.value.rule.delay === 0) return ok(undefined);
    return this.#state.keep(
      unseen.map((requestId) => ({ kind: 'seen', requestId, at: context.now }) as const),
    );
  }

  /**
   * Signs, or refuses with the code of the first thing that is wrong. What is signed is remembered on disk before the
   * signature exists, so that no crash can make the signer forget it; asked again, it gives the same signature, whatever
   * has become of the approvals: it decided then.
   */
  async sign({
    proposal,
    mandate,
    approvals,
    fields,
    epoch,
    journal,
  }: SignerRequest<'sign'>): Promise<Result<SignerAnswer<'sign'>>> {
    const { governed } = this.#state.memory;
    if (governed === null) return noPolicy();
    const context = this.#context(governed);
    const proven = identifyProposal(proposal, context);
    if (!proven.ok) return proven;
    const before = findSigned(proposal, proven.value, this.#state.memory);
    if (!before.ok) return before;
    if (before.value) return this.#signature(proposal, proven.value, before.value);
    const frozen = refuseFrozen(proposal, this.#state.memory);
    if (frozen) return frozen;
    const off = refuseClockOff(this.#state.memory, this.#effects.now(), this.#longestEpochMs(governed));
    if (off) return off;
    const complete = this.#effects.chain.complete(proven.value.intent, fields);
    if (!complete.ok) return complete;
    const present = this.#epochNow(context, epoch);
    if (!present.ok) return present;
    const now = { ...context, fields, mandate: mandate ?? null, epoch: present.value };
    const seen = await this.#see(proposal, proven.value, now);
    if (!seen.ok) return seen;
    const decision = decideToSign(proposal, proven.value, approvals, now);
    if (!decision.ok) return decision;
    const point = changeOfPoint(journal, this.#state.memory, now.now);
    if (!point.ok) return point;
    const counter = this.mark.counter + 1;
    const kept = await this.#state.keep([{ kind: 'signed', ...decision.value }, ...point.value]);
    return kept.ok ? this.#signature(proposal, proven.value, { ...decision.value, counter }) : kept;
  }

  /**
   * Signs a text with the key of an address, or refuses with the code of the first thing that is wrong: see {@link decideMessage},
   * and `message-unsupported` on a chain that has no form for it.
   */
  signMessage({ message, approvals }: SignerRequest<'sign-message'>): Result<SignerAnswer<'sign-message'>> {
    const { governed } = this.#state.memory;
    if (governed === null) return noPolicy();
    const { messages, derivation } = this.#effects.chain;
    if (messages === null) return refuse('message-unsupported', 'this chain signs no messages');
    const off = refuseClockOff(this.#state.memory, this.#effects.now(), this.#longestEpochMs(governed));
    if (off) return off;
    const context = this.#context(governed);
    const decided = decideMessage(message, approvals, context);
    if (!decided.ok) return decided;
    const { path, text } = message.statement;
    const key = this.#keys.keyPair(derivation.levels(path));
    const signature = signMessage(key, messages.signingMessage(text));
    return ok({
      ...decided.value,
      approvers: [...decided.value.approvers],
      signature: messages.assemble({ signature, publicKey: key.publicKey }),
      signedAt: context.now,
    });
  }

  /** The signature of a proposal that was signed before, again; null for any other. Nothing new is ever signed here. */
  recall({ proposal }: SignerRequest<'recall'>): Result<SignerAnswer<'recall'>> {
    const { governed } = this.#state.memory;
    if (governed === null) return noPolicy();
    const proven = identifyProposal(proposal, this.#context(governed));
    if (!proven.ok) return proven;
    const before = findSigned(proposal, proven.value, this.#state.memory);
    if (!before.ok) return before;
    if (before.value === null) return ok({ signed: null });
    const signed = this.#signature(proposal, proven.value, before.value);
    return signed.ok ? ok({ signed: signed.value }) : signed;
  }

  /** Whether its keys are gone: it was closed, or its state could not be kept. */
  get isClosed(): boolean {
    return this.#keys.isClosed;
  }

  close(): void {
    this.#keys.close();
  }

  #signature(
    proposal: Proposal,
    { intent, view }: ProvenProposal,
    { digest, ruleId, counter, approvers, at, fields }: SignedRecord,
  ): Result<SignerAnswer<'sign'>> {
    const { chain } = this.#effects;
    const bytes = chain.complete(intent, fields);
    if (!bytes.ok) return bytes;
    const signatures = chain.signers(view, proposal.evidence).map((signer, i) => {
      const key = this.#keyOf(proposal, signer);
      return { signature: signMessage(key, chain.signingMessage(bytes.value, i)), publicKey: key.publicKey };
    });
    return ok({
      signature: chain.assemble(bytes.value, signatures),
      digest,
      transactionId: chain.transactionId(bytes.value),
      fields,
      ruleId,
      era: this.mark.era,
      counter,
      approvers: [...approvers],
      signedAt: at,
    });
  }

  /** The key of a payer: `identifyProposal` has compared every source with this vault's own derivation. */
  #keyOf({ sources }: Proposal, signer: string): KeyPair {
    const source = sources.find(({ address }) => address === signer);
    if (!source) throw new Error('a payer has no source');
    return this.#keys.keyPair(this.#effects.chain.derivation.levels(source.path));
  }

  /** This computer's clock, and never a time below what was sealed: a clock that was put back revives nothing. */
  #now(): number {
    return Math.max(this.#effects.now(), this.#state.memory.sealedAt);
  }

  /** How long after its last proven end an epoch of the network may last; null for any time. */
  #longestEpochMs({ standing }: Governed): number | null {
    return this.#effects.chain.epochs?.longestMs(standing.inForce.network.id) ?? null;
  }

  /**
   * The ledger's epoch: the one that this signer has verified itself. Before it has verified any, the one that the console names,
   * within what the signer's own clock and memory let pass.
   */
  #epochNow(
    { chain, governed, memory, now }: SigningContext,
    named: SignerRequest<'sign'>['epoch'],
  ): Result<bigint | null> {
    if (memory.proven !== null) return ok(memory.proven.epoch);
    if (chain.epochs === null || named === null) return ok(null);
    const shortestMs = chain.epochs.shortestMs(governed.standing.inForce.network.id);
    return takeEpoch(memory.epoch, BigInt(named), { now, shortestMs });
  }

  /** By the epoch that it has verified, if any: what was signed before is given again in any. */
  #context(governed: Governed): SigningContext {
    return {
      chain: this.#effects.chain,
      governed,
      policy: standingAt(governed.standing, this.#now()).inForce,
      memory: this.#state.memory,
      addressAt: (path) => vaultAddress(this.#keys, this.#effects.chain, path),
      verify: verifySignature,
      now: this.#now(),
      epoch: this.#state.memory.proven?.epoch ?? null,
    };
  }
}

function noPolicy() {
  return refuse('state-missing', 'this vault has no policy yet: it signs nothing');
}
