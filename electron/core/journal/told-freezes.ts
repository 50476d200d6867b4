import { officerOf } from '../actor.ts';
import type { Hex32 } from '../digest.ts';
import { checkFreeze, checkLift, type Freeze, freezeDigest } from '../freeze/freeze.ts';
import type { VerifySignature } from '../officer/officer.ts';
import { type Policy, policyDigest } from '../policy/policy.ts';
import { type Refusal, refuse } from '../result.ts';
import type { PolicyReference } from '../statement.ts';
import { documentsOf } from './documents.ts';
import type { TypedEntry } from './journal-entry.ts';

type EntryOf<K extends TypedEntry['kind']> = Extract<TypedEntry, { readonly kind: K }>;

/** The freezes that a journal has told of so far, and the policies that they may name. */
export class ToldFreezes {
  readonly #told: Map<Hex32, Freeze>;
  readonly #policies: Policy[];

  constructor(told: ReadonlyMap<Hex32, Freeze> = new Map(), policies: readonly Policy[] = []) {
    this.#told = new Map(told);
    this.#policies = [...policies];
  }

  /** One that goes on from here by itself. */
  copy(): ToldFreezes {
    return new ToldFreezes(this.#told, this.#policies);
  }

  /**
   * Each freeze must be signed by the officer who acts, each lift by two of whom one acts, under a policy that was or is in force.
   * @param policies those that came into force with the entry
   * @param place how the entry is called
   * @returns `freeze-bad` or `freeze-lift-bad`; null where nothing is wrong
   */
  add(
    entry: TypedEntry,
    policies: readonly Policy[],
    { place, verify }: { readonly place: string; readonly verify: VerifySignature },
  ): Refusal | null {
    this.#policies.push(...policies);
    if (entry.kind === 'vault-frozen') {
      const wrong = this.#freeze(entry, verify);
      return wrong === null ? null : refuse('freeze-bad', `${place} ${wrong}`);
    }
    if (entry.kind !== 'freeze-lifted') return null;
    const wrong = this.#lift(entry, verify);
    return wrong === null ? null : refuse('freeze-lift-bad', `${place} ${wrong}`);
  }

  #freeze({ body, documents, actor }: EntryOf<'vault-frozen'>, verify: VerifySignature): string | null {
    const [signed, ...more] = documentsOf(documents, 'freeze');
    if (!signed || more.length > 0) return 'has not exactly one freeze';
    const { freeze } = signed;
    const policy = this.#named(freeze.policy);
    if (!policy) return 'has a freeze under a policy that was never in force';
    const checked = checkFreeze(signed, policy, verify);
    if (!checked.ok) return `has a freeze that no vault takes: ${checked.message}`;
    const digest = freezeDigest(freeze);
    const same = body.freeze === digest && body.vaultId === freeze.vaultId && body.reason === freeze.reason;
    if (!same || this.#told.has(digest)) return 'names another freeze than the one that it has';
    if (officerOf(actor) !== freeze.officerId) return 'has a freeze of somebody else than who acts';
    this.#told.set(digest, freeze);
    return null;
  }

  #lift({ body, documents, actor }: EntryOf<'freeze-lifted'>, verify: VerifySignature): string | null {
    const [signed, ...more] = documentsOf(documents, 'freeze-lift');
    if (!signed || more.length > 0) return 'has not exactly one lift';
    const { lift, signatures } = signed;
    const policy = this.#named(lift.policy);
    if (!policy) return 'has a lift under a policy that was never in force';
    const checked = checkLift(signed, policy, verify);
    if (!checked.ok) return `has a lift that no vault takes: ${checked.message}`;
    const freeze = this.#told.get(lift.freeze);
    if (!freeze) return 'lifts a freeze that nobody signed';
    if (body.freeze !== lift.freeze || body.vaultId !== freeze.vaultId) {
      return 'names another freeze than the one that it lifts';
    }
    return signatures.some(({ officerId }) => officerId === officerOf(actor))
      ? null
      : 'has a lift of others than who acts';
  }

  #named({ version, digest }: PolicyReference): Policy | undefined {
    return this.#policies.find((policy) => policy.version === version && policyDigest(policy) === digest);
  }
}
