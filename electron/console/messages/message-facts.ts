import { officerOf } from '../../core/actor.ts';
import { samePath } from '../../core/derivation-path.ts';
import { checkOwnAddresses } from '../../core/envelope/kinds/own-addresses.ts';
import { messageRule } from '../../core/message/check-message.ts';
import type { MessageStatement } from '../../core/message/message.ts';
import type { Officer } from '../../core/officer/officer.ts';
import { peopleAsked } from '../../core/policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { Station } from '../station.ts';
import { countingApprovers, type MessageRecord, type MessageState, stateOfMessage } from './message-log.ts';

export type MessageAction = 'approve' | 'refuse' | 'sign';

/** What a decision about a message rests on. */
export interface MessageFacts {
  readonly record: MessageRecord;
  readonly state: MessageState;
  /** Approvals that its vault's policy asks for. */
  readonly needed: number;
  /** Those whose approvals count now. */
  readonly approvedBy: readonly string[];
}

/** The message of a digest as the journal has it now. Refuses `message-unknown`, and as the log does. */
export async function messageOf(
  station: Pick<Station, 'messages' | 'policy' | 'effects'>,
  digest: string,
): Promise<Result<MessageFacts>> {
  const records = await station.messages.read();
  if (!records.ok) return records;
  const record = records.value.get(digest);
  return record
    ? ok(factsOfMessage(station, record))
    : refuse('message-unknown', 'expected a message that was asked for, got another digest');
}

/** The same of a record that was read. Where no rule says how many approvals are needed, none are enough. */
export function factsOfMessage(
  { policy, effects }: Pick<Station, 'policy' | 'effects'>,
  record: MessageRecord,
): MessageFacts {
  const present = policy.present();
  const rule = messageRule(present, record.message.statement.vaultId);
  const needed = rule.ok ? peopleAsked(rule.value.approvals) : Number.MAX_SAFE_INTEGER;
  const at = { now: effects.now(), policy: present };
  return {
    record,
    needed,
    state: stateOfMessage(record, { ...at, rule: rule.ok ? rule.value : null }),
    approvedBy: countingApprovers(record, at),
  };
}

/** Why an officer may not do this with a message now; null where it is allowed. Pure. */
export function refusalForMessage(
  action: MessageAction,
  { record, state, approvedBy }: MessageFacts,
  officer: Officer,
): Refusal | null {
  const possible = action === 'sign' ? state === 'approved' : state === 'waiting' || state === 'approved';
  if (!possible || (action === 'approve' && state !== 'waiting')) {
    return refuse('message-state', `cannot ${action} a message that is ${state}`);
  }
  const isMaker = officer.id === officerOf(record.message.statement.actor);
  const isApprover = officer.roles.includes('approver');
  const missing = (role: string) => refuse('role-missing', `${officer.name} is not ${role}`);
  switch (action) {
    case 'approve':
      if (!isApprover) return missing('approver');
      if (isMaker) return refuse('approval-by-maker', `${officer.name} asked for it; others must approve it`);
      return approvedBy.includes(officer.id)
        ? refuse('approval-duplicate-officer', `${officer.name} has approved already; a quorum counts people`)
        : null;
    case 'refuse':
      return isMaker || isApprover ? null : missing('approver, or its maker');
    case 'sign':
      return isApprover || officer.roles.includes('maker') ? null : missing('maker or approver');
  }
}

/**
 * Whether an address is its vault's own at its path, as the vault has signed it: by this station's books, or, of a message that came
 * from another station, by what came with it.
 */
export async function isOwnAddress(
  { attested, policy }: Pick<Station, 'attested' | 'policy'>,
  { own }: Pick<MessageRecord, 'own'>,
  { vaultId, address, path }: Pick<MessageStatement, 'vaultId' | 'address' | 'path'>,
): Promise<boolean> {
  if (own !== null) {
    const checked = checkOwnAddresses(own, policy.present(), verifySignature);
    const signed = checked.ok ? checked.value(vaultId, address) : null;
    return signed !== null && samePath(signed, path);
  }
  const known = await attested.known([address]);
  return known.some((each) => each.vaultId === vaultId && samePath(each.path, path));
}
