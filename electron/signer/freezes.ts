import { checkFreeze, checkLift, concerns, type FreezeWord, freezeDigest } from '../core/freeze/freeze.ts';
import type { Policy } from '../core/policy/policy.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { verifySignature } from './ed25519.ts';
import type { PolicyNamed } from './officers-word.ts';
import type { StateChange } from './state-record.ts';
import type { VaultMemory } from './vault-memory.ts';
import { cancelsOf } from './vault-state.ts';

/**
 * Pure: what a vault has to remember of freezes and lifts that it does not remember yet, in the order in which they were signed. A
 * freeze counts by the policy that it names, as a rejection does: it is not undone by a change of people. A lift counts by the
 * vault's own policy alone: one that is not of two of its officers is left out, and the vault stays frozen.
 * @returns refuses `freeze-bad`
 */
export function decideFreezes(
  words: readonly FreezeWord[],
  {
    vaultId,
    policy,
    memory,
    named,
    now,
  }: {
    readonly vaultId: string;
    /** In force now. */
    readonly policy: Policy;
    readonly memory: Pick<VaultMemory, 'freezes'>;
    readonly named: PolicyNamed;
    readonly now: number;
  },
): Result<readonly StateChange[]> {
  if (words.length === 0) return ok([]);
  const frozen = new Set(memory.freezes.frozen);
  const lifted = new Set(memory.freezes.lifted);
  const changes: StateChange[] = [];
  for (const word of words) {
    if (word.kind === 'freeze') {
      const { freeze } = word.document;
      const checked = checkFreeze(word.document, named(freeze.policy), verifySignature);
      if (!checked.ok) return checked;
      const digest = freezeDigest(freeze);
      if (!concerns(freeze, vaultId) || frozen.has(digest) || lifted.has(digest)) continue;
      frozen.add(digest);
      changes.push({ kind: 'frozen', digest, at: now });
    } else {
      const { freeze: digest } = word.document.lift;
      if (!frozen.has(digest) || !checkLift(word.document, policy, verifySignature).ok) continue;
      frozen.delete(digest);
      lifted.add(digest);
      changes.push({ kind: 'lifted', digest, at: now });
    }
  }
  return ok(changes);
}

/**
 * Why a vault signs nothing new; null where it may. A cancellation is signed all the same: it pays nobody, and is the only way to
 * make sure that bytes which are out never happen.
 */
export function refuseFrozen(
  proposal: Proposal,
  { freezes: { frozen } }: Pick<VaultMemory, 'freezes'>,
): Refusal | null {
  return frozen.length === 0 || cancelsOf(proposal) !== null
    ? null
    : refuse('vault-frozen', 'an officer has frozen this vault; two officers lift that');
}
