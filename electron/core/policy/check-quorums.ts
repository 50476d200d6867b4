import { isPractice } from '../network-id.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { missingApprovals, peopleWith } from './people.ts';
import type { Approvals, Policy } from './policy.ts';

/** The least policy admins of a treasury with real money, and how many of them sign at least. */
const REAL_ADMINS = 3;
const REAL_QUORUM = 2;

const few = (message: string): Refusal => refuse('policy-few-people', message);

/**
 * Checks that people can reach every quorum. Each rule's: without the maker, whoever that is of the makers; it is enough that
 * one maker leaves enough others. That of a change: by people who never expire, for a date that was forgotten must not freeze
 * a treasury; and where money is real by any of them but one, so that one lost key does not either, with three admins and
 * a quorum of two at least, and nobody who both asks and approves. Refuses `policy-few-people`, and
 * `policy-malformed` for a rule that asks for one group twice.
 */
export function checkQuorums(policy: Policy): Result<void> {
  const { rules, change, officers } = policy;
  for (const { title, approvals } of rules) {
    const form = whyApprovalsWrong(approvals, policy, `rule "${title}"`);
    if (form) return form;
    if (!someMakerLeaves(approvals, policy)) {
      return few(`rule "${title}" asks for people whom the policy does not have beside a maker`);
    }
  }
  const form = whyApprovalsWrong(change.approvals, policy, 'a change');
  if (form) return form;
  const lasting = officers.filter(({ expiresAt }) => expiresAt === null).map(({ id }) => id);
  if (!canChange(policy, lasting)) {
    return few('expected enough people who never expire to change the policy');
  }
  return isPractice(policy.network.id) ? ok(undefined) : checkRealMoney(policy, lasting);
}

function checkRealMoney(policy: Policy, lasting: readonly string[]): Result<void> {
  const admins = peopleWith(policy, 'policy-admin');
  if (admins.length < REAL_ADMINS || policy.change.quorum < REAL_QUORUM) {
    return few('expected three policy admins at least, and a quorum of two, where money is real');
  }
  const both = policy.officers.find(({ roles }) => roles.includes('maker') && roles.includes('approver'));
  if (both) return few(`expected maker and approver apart where money is real, ${both.name} is both`);
  const irreplaceable = lasting.find(
    (id) =>
      !canChange(
        policy,
        lasting.filter((other) => other !== id),
      ),
  );
  if (irreplaceable === undefined) return ok(undefined);
  const name = policy.officers.find(({ id }) => id === irreplaceable)?.name;
  return few(`expected changes that nobody is needed for: without ${name} the policy could not be changed`);
}

/** Whether these people (ids) can sign any change. */
export function canChange(policy: Policy, people: readonly string[]): boolean {
  const admins = peopleWith(policy, 'policy-admin').filter((id) => people.includes(id));
  const { quorum, approvals } = policy.change;
  return admins.length >= quorum && missingApprovals(approvals, policy, people).length === 0;
}

function someMakerLeaves(approvals: Approvals, policy: Policy): boolean {
  const approvers = peopleWith(policy, 'approver');
  return peopleWith(policy, 'maker').some((maker) => {
    const others = approvers.filter((id) => id !== maker);
    return missingApprovals(approvals, policy, others).length === 0;
  });
}

function whyApprovalsWrong(approvals: Approvals, { groups }: Policy, where: string): Refusal | null {
  const names = approvals.map(({ group }) => group);
  if (new Set(names).size !== names.length) {
    return refuse('policy-malformed', `expected each group once in ${where}`);
  }
  const unknown = names.find((name) => !groups.some((group) => group.name === name));
  return unknown === undefined
    ? null
    : refuse('policy-malformed', `expected a group of this policy in ${where}, got "${unknown}"`);
}
