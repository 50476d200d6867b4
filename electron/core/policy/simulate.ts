import type { Asset } from '../asset.ts';
import { type Refusal, refuse } from '../result.ts';
import { type Book, decide, type Payment, type Rules } from './decide.ts';
import { missingApprovals, peopleWith, whyNotCounted } from './people.ts';
import type { Approvals, Policy, Rule } from './policy.ts';
import { type Spend, SpendHistory } from './spend-history.ts';

/** A movement that was signed. Times are milliseconds. */
export interface PastMovement extends Payment {
  readonly id: string;
  readonly askedAt: number;
  readonly signedAt: number;
  /** Epochs that its bytes lived beyond the one in which they were signed; null where nobody counted. */
  readonly lives: bigint | null;
  /** The rule that let it pass then. */
  readonly ruleId: string;
  readonly makerIds: readonly string[];
  readonly approverIds: readonly string[];
}

/** What would have become of a movement; an answer for each that would not have passed as it did. */
export interface Otherwise {
  readonly id: string;
  /** Why nothing would have been signed; null where a rule would have let it pass. */
  readonly refused: Refusal | null;
  /** The rule that would have decided; null where none would have. */
  readonly rule: Rule | null;
  /** Whether it would have gone over the limits of a rule, on to another than the one that let it pass. */
  readonly isEscalated: boolean;
  /** Approvals that it did not have and would have needed. */
  readonly missing: Approvals;
  /** How much longer it would have had to wait, milliseconds. */
  readonly waits: number;
}

export interface Simulation {
  readonly movements: number;
  readonly refused: number;
  readonly escalated: number;
  /** How many would have needed others to approve. */
  readonly neededOthers: number;
  readonly waited: number;
  /** In the order in which they were signed. */
  readonly otherwise: readonly Otherwise[];
}

/** What a simulation begins with. */
export interface Past {
  readonly movements: readonly PastMovement[];
  /** What was let pass before the first of them, as long as a window may reach back. */
  readonly before: readonly Spend[];
  readonly asset: Asset;
}

/**
 * What a policy would have made of movements that were signed. Each that a rule lets pass counts in that rule's windows for
 * those after it, also where others would have had to approve it: they are taken to do so. The book is taken as it is
 * now, for all times; nobody counts as suspended.
 */
export function simulate({ policy, book }: Rules, { movements, before, asset }: Past): Simulation {
  const always: Book = {
    get(address) {
      const entry = book.get(address);
      return entry && { ...entry, usableFrom: 0 };
    },
  };
  const spends = new SpendHistory(before);
  const otherwise: Otherwise[] = [];
  for (const movement of movements.toSorted((a, b) => a.signedAt - b.signedAt)) {
    const { signedAt, total, ruleId } = movement;
    const asked = { ...movement, now: signedAt, asset };
    const decided = decide({ policy, book: always }, spends, asked);
    const refused = decided.ok ? whyMakerRefused(policy, movement) : decided;
    const rule = decided.ok ? decided.value.rule : null;
    if (rule && !refused) spends.add({ ruleId: rule.id, at: signedAt, units: total });
    const result: Otherwise = {
      id: movement.id,
      refused,
      rule,
      isEscalated:
        decided.ok && rule?.id !== ruleId && decided.value.passedBy.some(({ why }) => why !== 'below'),
      missing: rule ? missingApprovals(rule.approvals, policy, countedApprovers(policy, movement)) : [],
      waits: rule ? Math.max(0, movement.askedAt + rule.delay * 1000 - signedAt) : 0,
    };
    if (refused || result.isEscalated || result.missing.length > 0 || result.waits > 0)
      otherwise.push(result);
  }
  const count = (is: (each: Otherwise) => boolean) => otherwise.filter(is).length;
  return {
    movements: movements.length,
    refused: count(({ refused }) => refused !== null),
    escalated: count((each) => each.refused === null && each.isEscalated),
    neededOthers: count((each) => each.refused === null && each.missing.length > 0),
    waited: count((each) => each.refused === null && each.waits > 0),
    otherwise,
  };
}

const nobody: ReadonlySet<string> = new Set();

function whyMakerRefused(policy: Policy, { makerIds, signedAt }: PastMovement): Refusal | null {
  const makers = new Set(peopleWith(policy, 'maker'));
  for (const makerId of makerIds) {
    const officer = policy.officers.find(({ id }) => id === makerId);
    if (!officer || !makers.has(makerId)) {
      return refuse('role-missing', 'expected a maker of this policy to have asked');
    }
    const refused = whyNotCounted(officer, { now: signedAt, suspended: nobody });
    if (refused) return refused;
  }
  return null;
}

/** Those of its approvers whom this policy counts, but for its makers. */
const countedApprovers = (policy: Policy, { approverIds, makerIds, signedAt }: PastMovement) =>
  approverIds.filter((approverId) => {
    const officer = policy.officers.find(({ id }) => id === approverId);
    return (
      officer !== undefined &&
      !makerIds.includes(approverId) &&
      whyNotCounted(officer, { now: signedAt, suspended: nobody }) === null
    );
  });
