import * as v from 'valibot';
import { officerOf } from '../../actor.ts';
import { type Approval, approvalSchema } from '../../approval/approval.ts';
import { checkApprovals } from '../../approval/check-approvals.ts';
import { samePath } from '../../derivation-path.ts';
import { checkMessage } from '../../message/check-message.ts';
import {
  messageDigest,
  messageViewDigest,
  type SignedMessage,
  signedMessageSchema,
} from '../../message/message.ts';
import { MOST_MESSAGE_CHARACTERS } from '../../message/message-text.ts';
import type { VerifySignature } from '../../officer/officer.ts';
import type { Policy } from '../../policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { addressSchema, pathSchema, textSchema, uuidSchema } from '../../schema.ts';
import { checkOwnAddresses, type OwnAddresses, ownAddresses } from './own-addresses.ts';

/** Text that a screen shows as it is: visible characters and ends of lines. */
const plainText = v.pipe(
  textSchema,
  v.minLength(1),
  v.check((text) => [...text].length <= MOST_MESSAGE_CHARACTERS, 'expected at most 2000 characters'),
  v.regex(
    /^[^\p{Cf}\p{Zl}\p{Zp}\p{Cc}]*(?:\n[^\p{Cf}\p{Zl}\p{Zp}\p{Cc}]*)*$/u,
    'expected visible characters and line ends',
  ),
);

/** Kind `message`: a text to be signed with the key of an address, to prove to somebody whose it is. */
export const messageSchema = v.strictObject({
  vaultId: uuidSchema,
  address: addressSchema,
  /** Where the key of the address lies in the vault. */
  path: pathSchema,
  text: plainText,
  /** Who asks for it, who has approved it, and what its vault has signed of the address. Left out: nobody asks for anything. */
  asked: v.exactOptional(
    v.strictObject({
      message: signedMessageSchema,
      approvals: v.pipe(v.array(approvalSchema), v.maxLength(20)),
      ...ownAddresses,
    }),
  ),
});
export type MessageToSign = Readonly<v.InferOutput<typeof messageSchema>>;

/** A message that is what it says to be. */
export interface InspectedMessage {
  readonly message: SignedMessage;
  /** Those that count now. */
  readonly approvals: readonly Approval[];
  readonly own: OwnAddresses;
  /** Why it changes nothing here, where time is all that is wrong with it; null where it counts. */
  readonly late: Refusal | null;
}

/**
 * Inspects a message that came from another station. What was forged, moved or altered refuses it; what only came late is said.
 * @returns refuses `envelope-outdated` where nobody asks for it, `envelope-other-vault`, `envelope-malformed`,
 * `address-not-attested`, and as `checkMessage` and `checkApprovals` do
 */
export function inspectMessage(
  { vaultId, address, path, text, asked }: MessageToSign,
  {
    policy,
    now,
    verify,
  }: { readonly policy: Policy; readonly now: number; readonly verify: VerifySignature },
): Result<InspectedMessage> {
  if (asked === undefined) {
    return refuse('envelope-outdated', 'expected a message that a maker asks for, got a text alone');
  }
  const { message, approvals, attestations, addresses } = asked;
  const { statement } = message;
  const same =
    statement.vaultId === vaultId &&
    statement.address === address &&
    samePath(statement.path, path) &&
    statement.text === text;
  if (!same) return refuse('envelope-malformed', 'expected the very text and address that a maker asks for');
  if (!policy.vaults.some(({ id }) => id === vaultId)) {
    return refuse('envelope-other-vault', 'the message is for a vault that is not in the policy');
  }
  const checked = checkMessage(message, policy, verify);
  if (!checked.ok) return checked;
  const own = checkOwnAddresses({ attestations, addresses }, policy, verify);
  if (!own.ok) return own;
  const place = own.value(vaultId, address);
  if (place === null || !samePath(place, path) || addresses.length > 1) {
    return refuse('address-not-attested', `expected an address that its vault has signed, got ${address}`);
  }
  const given = inspectGiven(message, approvals, { policy, now, verify });
  if (!given.ok) return given;
  const late =
    statement.expiresAt <= now ? refuse('message-expired', 'the time of the message is over') : null;
  return ok({ message, approvals: given.value, own: { attestations, addresses }, late });
}

/**
 * The approvals that count now. All that came with it must be honest: that some have expired on the way is no fault, and one that lives
 * longer than the policy allows is one.
 */
function inspectGiven(
  { statement }: SignedMessage,
  approvals: readonly Approval[],
  {
    policy,
    now,
    verify,
  }: { readonly policy: Policy; readonly now: number; readonly verify: VerifySignature },
): Result<readonly Approval[]> {
  const checked = checkApprovals(
    {
      subject: {
        kind: 'message',
        digest: messageDigest(statement),
        viewDigest: messageViewDigest(statement),
      },
      requestIds: [],
      makerIds: [officerOf(statement.actor) ?? ''],
      now: Math.min(now, ...approvals.map(({ statement: { expiresAt } }) => expiresAt - 1)),
      endsBy: statement.expiresAt,
    },
    approvals,
    { policy, verify },
  );
  return checked.ok ? ok(approvals.filter(({ statement: { expiresAt } }) => expiresAt > now)) : checked;
}
