import { approvalDigest, type Rejection, rejectionDigest } from '../core/approval/approval.ts';
import { transcriptDigest } from '../core/ceremony/transcript.ts';
import { checkPath } from '../core/derivation-path.ts';
import { bytesToHex } from '../core/digest.ts';
import { journalWitnessDigest } from '../core/journal/journal-entry.ts';
import { checkPolicies } from '../core/policy/next-policy.ts';
import { policyDigest, type SignedPolicy } from '../core/policy/policy.ts';
import { requestDigest } from '../core/proposal/request.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { Codec } from '../networks/codec.ts';
import { admitProposal, decideToSign, type SigningContext } from './decide-to-sign.ts';
import { type KeyPair, signMessage, verifySignature } from './ed25519.ts';
import type { SignerAnswer, SignerRequest } from './protocol.ts';
import { proveProposal } from './prove-proposal.ts';
import { sealState, stateKey, unsealState } from './sealed-state.ts';
import type { KeyTree } from './slip10.ts';
import { newState, remember, type VaultState, voidDigest } from './vault-state.ts';

/** The sealed state's place on disk, passed in. */
export interface StateFile {
  /** Null when there is none yet. */
  read(): Promise<Uint8Array | null>;
  /** Replaces it whole, on disk before it returns. */
  write(bytes: Uint8Array): Promise<void>;
}

export interface VaultEffects {
  readonly codec: Codec;
  readonly stateFile: StateFile;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
}

const FIRST = { account: 0, change: 0, index: 0 } as const;

/** An open vault: its keys and its sealed state. Lives in the signer process alone. */
export class OpenVault {
  readonly firstAddress: string;
  readonly #keys: KeyTree;
  readonly #effects: VaultEffects;
  #state: VaultState | null;
  /** The state file as this vault last read or wrote it. */
  #file: Uint8Array | null;

  private constructor(
    keys: KeyTree,
    { state, file }: { state: VaultState | null; file: Uint8Array | null },
    effects: VaultEffects,
  ) {
    this.#keys = keys;
    this.#state = state;
    this.#file = file;
    this.#effects = effects;
    this.firstAddress = keys.address(FIRST);
  }

  /**
   * Reads the sealed state and holds it against the journal: a state that has seen less than the journal tells was
   * rolled back, and nothing is signed from it. (One that has seen more is a crash between the two writes.)
   * @param journalCounter the highest counter that the journal holds for this vault; 0 for none
   */
  static async open(
    keys: KeyTree,
    journalCounter: number,
    effects: VaultEffects,
  ): Promise<Result<OpenVault>> {
    const file = await effects.stateFile.read();
    if (file === null) {
      if (journalCounter === 0) return ok(new OpenVault(keys, { state: null, file }, effects));
      return refuse(
        'state-missing',
        `the journal tells of ${journalCounter} changes, the vault's sealed state is gone`,
      );
    }
    const key = OpenVault.#stateKey(keys);
    const state = unsealState(file, key);
    key.fill(0);
    if (!state.ok) return state;
    if (state.value.counter < journalCounter) {
      return refuse(
        'state-rolled-back',
        `the journal tells of ${journalCounter} changes, the vault's sealed state of ${state.value.counter}`,
      );
    }
    return ok(new OpenVault(keys, { state: state.value, file }, effects));
  }

  get counter(): number {
    return this.#state?.counter ?? 0;
  }

  /** Addresses `from` to `from + count - 1` of an account. */
  addresses({ account, change, from, count }: SignerRequest<'addresses'>): Result<SignerAnswer<'addresses'>> {
    const last = checkPath({ account, change, index: from + count - 1 });
    if (!last.ok) return last;
    return ok(
      Array.from({ length: count }, (_, i) => {
        const path = { account, change, index: from + i };
        return { path, address: this.#keys.address(path) };
      }),
    );
  }

  /**
   * Brings the vault's own policy up to date. A vault that has none takes them all, if the last one names this very
   * vault; one that has some takes what follows its own. Done again it changes nothing.
   * @param policies all of the treasury's, from the first on
   */
  async sealPolicies(
    vaultId: string,
    policies: readonly SignedPolicy[],
  ): Promise<Result<SignerAnswer<'seal'>>> {
    const present = checkPolicies(policies, verifySignature);
    if (!present.ok) return present;
    const self = present.value.vaults.find((vault) => vault.id === vaultId);
    if (self?.receiveAddress !== this.firstAddress) {
      return refuse('policy-malformed', "the policy does not name this vault with this vault's own address");
    }
    const state = this.#state;
    if (state === null) {
      const kept = await this.#keep(newState(vaultId, policies.at(-1)!));
      return kept.ok ? ok({ counter: this.counter }) : kept;
    }
    const own = state.policy.policy;
    const known = policies[own.version - 1];
    if (state.vaultId !== vaultId || !known || policyDigest(known.policy) !== policyDigest(own)) {
      return refuse(
        'policy-version',
        `expected the policies after version ${own.version} of this vault, got others`,
      );
    }
    if (present.value.version > own.version) {
      const kept = await this.#keep({ ...state, counter: state.counter + 1, policy: policies.at(-1)! });
      if (!kept.ok) return kept;
    }
    return ok({ counter: this.counter });
  }

  /** Voids a rejected proposal for good, on the word of any officer of the policy. Doing it again changes nothing. */
  async sealVoid(rejection: Rejection): Promise<Result<SignerAnswer<'seal'>>> {
    const state = this.#state;
    if (state === null) return noPolicy();
    const { statement, signature } = rejection;
    const officer = state.policy.policy.officers.find((candidate) => candidate.id === statement.officerId);
    if (!officer) return refuse('officer-unknown', 'the rejection is by nobody of this policy');
    if (!verifySignature(officer.publicKey, rejectionDigest(statement), signature)) {
      return refuse('approval-signature-bad', `expected a rejection signed by ${officer.name}`);
    }
    const next = voidDigest(state, statement.transactionDigest, this.#effects.now());
    if (next !== state) {
      const kept = await this.#keep(next);
      if (!kept.ok) return kept;
    }
    return ok({ counter: this.counter });
  }

  inspect({ proposal }: SignerRequest<'inspect'>): Result<SignerAnswer<'inspect'>> {
    if (this.#state === null) return noPolicy();
    const admitted = admitProposal(proposal, this.#context(this.#state));
    if (!admitted.ok) return admitted;
    const { transactionDigest, viewDigest, rule } = admitted.value;
    return ok({ transactionDigest, viewDigest, ruleId: rule.id, approvalsNeeded: rule.approvals });
  }

  /**
   * Signs, or refuses with the code of the first thing that is wrong. What is signed is remembered on disk before the
   * signature exists, so that no crash can make the signer forget it; asked again, it gives the same signature.
   */
  async sign({ proposal, approvals }: SignerRequest<'sign'>): Promise<Result<SignerAnswer<'sign'>>> {
    const state = this.#state;
    if (state === null) return noPolicy();
    const decision = decideToSign(proposal, approvals, this.#context(state));
    if (!decision.ok) return decision;
    const { admitted } = decision.value;
    let record = state.signed.find((entry) => entry.digest === admitted.transactionDigest);
    if (!record) {
      const next = remember(state, decision.value.record);
      const kept = await this.#keep(next);
      if (!kept.ok) return kept;
      record = next.signed.at(-1)!;
    }
    const key = this.#keys.keyPair(proposal.from);
    const { codec } = this.#effects;
    return ok({
      signature: codec.assemble(signMessage(key, codec.signingMessage(admitted.bytes)), key.publicKey),
      transactionDigest: admitted.transactionDigest,
      ruleId: record.ruleId,
      counter: record.counter,
      approvers: [...record.approvers],
      signedAt: record.at,
    });
  }

  close(): void {
    this.#keys.close();
    this.#state = null;
  }

  #context(state: VaultState): SigningContext {
    return {
      codec: this.#effects.codec,
      state,
      addressAt: (path) => this.#keys.address(path),
      verify: verifySignature,
      now: this.#effects.now(),
    };
  }

  /**
   * Keeps a state on disk and in memory. Refuses where the file is no longer the one that was read: a second signer on
   * the same vault would otherwise spend each window a second time and overwrite what this one remembers.
   */
  async #keep(state: VaultState): Promise<Result<void>> {
    if (!sameFile(await this.#effects.stateFile.read(), this.#file)) {
      return refuse(
        'state-rolled-back',
        "the vault's sealed state was changed on the disk while it was open",
      );
    }
    const key = OpenVault.#stateKey(this.#keys);
    try {
      const sealed = sealState(state, key, this.#effects.random);
      if (!sealed.ok) return sealed;
      await this.#effects.stateFile.write(sealed.value);
      this.#file = sealed.value;
    } finally {
      key.fill(0);
    }
    this.#state = state;
    return ok(undefined);
  }

  static #stateKey(keys: KeyTree): Uint8Array {
    const seed = keys.copySeed();
    try {
      return stateKey(seed);
    } finally {
      seed.fill(0);
    }
  }
}

/** An officer's open key file: signs statements with a meaning, never bytes given from outside. */
export class OpenOfficer {
  readonly publicKey: string;
  readonly #key: KeyPair;
  readonly #keys: KeyTree;
  readonly #codec: Codec;

  constructor(keys: KeyTree, codec: Codec) {
    this.#keys = keys;
    this.#codec = codec;
    this.#key = keys.officerKeyPair();
    this.publicKey = bytesToHex(this.#key.publicKey);
  }

  /** Signs a statement. An approval is signed only for what this process itself decodes from the proposal's bytes. */
  signStatement(request: SignerRequest<'sign-statement'>): Result<SignerAnswer<'sign-statement'>> {
    const digest = this.#digestOf(request);
    if (!digest.ok) return digest;
    return ok({ signature: bytesToHex(signMessage(this.#key, Buffer.from(digest.value, 'hex'))) });
  }

  close(): void {
    this.#keys.close();
  }

  #digestOf(request: SignerRequest<'sign-statement'>): Result<string> {
    switch (request.kind) {
      case 'request':
        return ok(requestDigest(request.statement));
      case 'rejection':
        return ok(rejectionDigest(request.statement));
      case 'policy':
        return ok(policyDigest(request.policy));
      case 'transcript':
        return ok(transcriptDigest(request.transcript));
      case 'journal':
        // Under its own tag: the hash comes from outside, and could be the digest of anything.
        return ok(journalWitnessDigest(request.hash));
      case 'approval': {
        const { proposal, statement } = request;
        const proven = proveProposal(proposal, this.#codec);
        if (!proven.ok) return proven;
        if (proven.value.transactionDigest !== statement.transactionDigest) {
          return refuse('approval-other-digest', 'the approval names other bytes than those of the proposal');
        }
        if (proven.value.viewDigest !== statement.viewDigest) {
          return refuse('approval-other-view', 'the screen showed something else than what the bytes say');
        }
        const { network, requests } = proposal;
        if (statement.network.id !== network.id || statement.network.chain !== network.chain) {
          return refuse('approval-other-network', 'the approval names another network than the proposal');
        }
        if (
          statement.requestIds.length !== requests.length ||
          requests.some((request, i) => request.statement.id !== statement.requestIds[i])
        ) {
          return refuse('approval-other-request', 'the approval names other requests than the proposal');
        }
        return ok(approvalDigest(statement));
      }
    }
  }
}

function sameFile(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return Buffer.compare(a, b) === 0;
}

function noPolicy() {
  return refuse('state-missing', 'this vault holds no policy yet: it can receive, and signs nothing');
}
