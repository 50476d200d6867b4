import { officerOf } from '../actor.ts';
import { sameNetwork } from '../network-id.ts';
import { hasSigned, type VerifySignature } from '../officer/officer.ts';
import { type Policy, peopleAsked, policyDigest, type Rule } from '../policy/policy.ts';
import { ok, type Result, refuse } from '../result.ts';
import { MESSAGE_LIFETIME_MS, type MessageStatement, messageDigest, type SignedMessage } from './message.ts';
import { checkMessageText } from './message-text.ts';

/** What can be said of a message without a policy. Refuses `message-malformed`, and as {@link checkMessageText} does. */
export function checkMessageForm({ text, createdAt, expiresAt }: MessageStatement): Result<void> {
  const readable = checkMessageText(text);
  if (!readable.ok) return readable;
  return expiresAt > createdAt && expiresAt <= createdAt + MESSAGE_LIFETIME_MS
    ? ok(undefined)
    : refuse('message-malformed', 'expected a message that ends within 7 days of its beginning');
}

/**
 * Checks a message under the policy that is in force: its form, that it is of this very policy, signed by one of its makers, for one
 * of its vaults. Refuses `treasury-wrong`, `network-wrong`, `request-signature-bad`, `role-missing`, `message-other-policy`,
 * `vault-unknown`, and as {@link checkMessageForm} does.
 */
export function checkMessage(
  { statement, signature }: SignedMessage,
  policy: Policy,
  verify: VerifySignature,
): Result<void> {
  const form = checkMessageForm(statement);
  if (!form.ok) return form;
  if (statement.treasuryId !== policy.treasuryId) {
    return refuse('treasury-wrong', 'the message is for another treasury');
  }
  if (!sameNetwork(statement.network, policy.network)) {
    return refuse('network-wrong', `the message is for network ${statement.network.id}`);
  }
  const makerId = officerOf(statement.actor);
  const maker = policy.officers.find(({ id }) => id === makerId);
  if (!maker || !hasSigned(maker, messageDigest(statement), signature, verify)) {
    return refuse('request-signature-bad', 'expected a message signed by an officer of this policy');
  }
  if (!maker.roles.includes('maker')) return refuse('role-missing', `${maker.name} is not a maker`);
  // After the signature: a message of another policy is one that somebody signed all the same.
  const { policy: under } = statement;
  if (under.version !== policy.version || under.digest !== policyDigest(policy)) {
    return refuse(
      'message-other-policy',
      `expected a message under policy version ${policy.version}, got one under version ${under.version}`,
    );
  }
  return policy.vaults.some(({ id }) => id === statement.vaultId)
    ? ok(undefined)
    : refuse('vault-unknown', 'the message is for a vault that is not in the policy');
}

/**
 * The rule whose approvals a message needs: of those by which somebody outside may be paid from the vault, the one that asks for the most
 * approvals, since a proof of an address speaks for all that it will ever hold. A vault that pays nobody outside goes by the
 * strictest of its other rules. Refuses `policy-no-rule`.
 */
export function messageRule({ rules }: Pick<Policy, 'rules'>, vaultId: string): Result<Rule> {
  const own = rules.filter(({ source }) => source.vaultId === vaultId);
  const outside = own.filter(({ destination }) => destination.kind !== 'own-vault');
  const [strictest] = (outside.length > 0 ? outside : own).toSorted(
    (a, b) => peopleAsked(b.approvals) - peopleAsked(a.approvals),
  );
  return strictest
    ? ok(strictest)
    : refuse(
        'policy-no-rule',
        'expected a rule of this vault, which says how many approvals a message needs',
      );
}
