import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import {
  ALARM,
  ASK_AGAIN,
  NOT_COUNTED,
  NOT_REQUESTED,
  NOT_SIGNED,
  NOTHING_MOVES,
  UNMOVED,
} from './sentences.ts';

/** Requests, approvals and policy. */
export const approvalsErrors = {
  'request-signature-bad': {
    what: "The maker's signature on the request is not valid.",
    money: NOT_SIGNED,
    next: ALARM,
  },
  'request-unknown': {
    what: 'This request is not known.',
    money: UNMOVED,
    next: 'Choose it from the list again.',
  },
  'request-expired': {
    what: 'The request asks no more: its time is over.',
    money: UNMOVED,
    next: 'A maker requests it again where it is still wanted.',
  },
  'request-ahead': {
    what: 'The request is dated more than two minutes later than this computer has it now.',
    money: UNMOVED,
    next: "Compare this computer's clock. If it is right, withdraw the request and make it again.",
  },
  'request-too-old': {
    what: 'The request is from before what this vault remembers: its memory was lost, settled anew, or has forgotten it.',
    money: UNMOVED,
    next: 'Make the request again, from the time that the message names on. The old one is never signed.',
  },
  'request-too-early': {
    what: 'Right after a restore or a settlement requests would be taken for older ones, and would never be signed.',
    money: UNMOVED,
    next: 'Make the request again from the time on that the line above the screen names.',
  },
  'request-ended': {
    what: 'The request was rejected or withdrawn, and the vault remembers it.',
    money: UNMOVED,
    next: 'Ask for the payment anew if it should be made after all.',
  },
  'request-behind': {
    what: 'The one address that can pay this is kept for a withdrawal that asked earlier and has waited for more than an hour.',
    money: 'Nothing was built; the money that comes free goes to the earlier one first.',
    next: 'It is built by itself right after that one, or a day after that one was asked for. Whoever no longer wants the earlier one cancels it.',
  },
  'request-duplicate': {
    what: 'The same request already exists.',
    money: 'No second payment was made.',
    next: 'Open the existing request in the list.',
  },
  'vault-frozen': {
    what: 'An officer has frozen this vault: it signs nothing but cancellations, and nothing that it signed is sent.',
    money: 'What has left before may still happen; nothing else leaves the vault.',
    next: 'The line above the screen says who froze it, and since when. Two officers lift that, once they know why.',
  },
  'freeze-bad': {
    what: 'The signature of a freeze is not valid.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'freeze-lift-bad': {
    what: 'The lift of a freeze is not signed by two officers of this treasury.',
    money: UNMOVED,
    next: 'Two different officers sign in at this window and lift it together. An auditor lifts nothing.',
  },
  'freeze-unknown': {
    what: 'This freeze is not in force.',
    money: UNMOVED,
    next: 'Look at the line above the screen: it has every freeze that is in force.',
  },
  'freeze-at-desk': {
    what: 'This station has no vaults to freeze.',
    money: UNMOVED,
    next: 'Call somebody at the desk that has the vaults: any officer there freezes them. Here you can stop each payment.',
  },
  'payment-repeated': {
    what: 'The same payment was asked for before: same recipient, amount and reference.',
    money: UNMOVED,
    next: 'Look at the earlier one. Where both are meant, say so and go on.',
  },
  'payment-repeated-unsaid': {
    what: 'The same payment was asked for before, and the maker of this one has not said that it is meant.',
    money: UNMOVED,
    next: 'Where it is meant, its maker withdraws the request and makes it again, saying so.',
  },
  'external-id-malformed': {
    what: "The program's id of this payment has another form than ids have.",
    money: NOT_REQUESTED,
    next: 'Give 1 to 64 letters, digits or . _ : / # -, and a letter or digit first.',
  },
  'external-id-used': {
    what: 'A program has asked for a payment by this id before.',
    money: UNMOVED,
    next: 'Look for the id in the list of withdrawals. No id is ever taken twice, not even after a rejection.',
  },
  'approval-signature-bad': {
    what: 'The signature of an approval is not valid.',
    money: NOT_COUNTED,
    next: ALARM,
  },
  'approval-other-digest': {
    what: 'The approval was given for another transaction.',
    money: NOT_COUNTED,
    next: ASK_AGAIN,
  },
  'approval-other-view': {
    what: 'The approval was given for another view of the transaction.',
    money: NOT_COUNTED,
    next: ASK_AGAIN,
  },
  'approval-other-network': {
    what: 'The approval was given for another network.',
    money: NOT_COUNTED,
    next: ASK_AGAIN,
  },
  'approval-other-request': {
    what: 'The approval was given for another request.',
    money: NOT_COUNTED,
    next: ASK_AGAIN,
  },
  'approval-other-policy': {
    what: 'The approval was given under another version of the policy.',
    money: NOT_COUNTED,
    next: ASK_AGAIN,
  },
  'approval-by-maker': {
    what: 'Who made the request cannot approve it.',
    money: NOT_COUNTED,
    next: 'Another officer has to approve.',
  },
  'approval-duplicate-officer': {
    what: 'This officer has approved already. People are counted, not clicks.',
    money: NOT_COUNTED,
    next: 'Another officer has to approve.',
  },
  'approval-expired': {
    what: 'An approval has expired, or was given under an earlier policy.',
    money: NOT_COUNTED,
    next: 'It waits for approvals as before. The same officers may give them again.',
  },
  'approval-not-an-approver': {
    what: 'This officer is not among the approvers of the rule.',
    money: NOT_COUNTED,
    next: 'An officer with the role of approver has to sign in.',
  },
  'approval-officer-unknown': {
    what: 'The approval comes from someone whom the policy does not name.',
    money: NOT_COUNTED,
    next: ALARM,
  },
  'approval-voided': {
    what: 'The approval was voided by a rejection, a failure or an expiry.',
    money: NOT_COUNTED,
    next: 'Ask for it again and collect new approvals.',
  },
  'mandate-malformed': {
    what: 'The mandate is not made as a mandate must be.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'mandate-other': {
    what: 'The transaction does not fit the mandate that was approved.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'mandate-other-policy': {
    what: 'The mandate was made under another version of the policy.',
    money: NOT_SIGNED,
    next: 'Stop what is left of it, and ask for it again.',
  },
  'mandate-expired': {
    what: 'The time of the mandate is over.',
    money: 'What was signed under it before still happens. The rest stays where it is.',
    next: 'Ask for the rest again.',
  },
  'mandate-missing': {
    what: 'This gather is not part of a mandate.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'message-empty': {
    what: 'There is no text to sign.',
    money: NOTHING_MOVES,
    next: 'Paste the text that the counterparty or auditor gave, whole.',
  },
  'message-too-long': {
    what: 'The text is longer than 2000 characters.',
    money: NOTHING_MOVES,
    next: 'Ask whoever gave it for a shorter one: a name, a date and a nonce are enough.',
  },
  'message-hidden-character': {
    what: 'The text has a character that no screen shows, or that changes the order of what is shown.',
    money: NOTHING_MOVES,
    next: 'Ask whoever gave it for a text of plain characters. The details name the character and its place.',
  },
  'message-malformed': {
    what: 'The message to sign, or the file of a signed one, is not made as it must be.',
    money: NOTHING_MOVES,
    next: 'Ask for the message again, or for the file by another way.',
  },
  'message-other': {
    what: 'The journal tells of a message to sign otherwise than officers have signed it.',
    money: NOTHING_MOVES,
    next: ALARM,
  },
  'message-other-address': {
    what: 'The address is not one of this vault.',
    money: NOTHING_MOVES,
    next: 'Choose an address that the vault has derived: its receiving address, or a deposit address of one of its accounts.',
  },
  'message-other-policy': {
    what: 'The message was asked for under another version of the policy.',
    money: NOTHING_MOVES,
    next: 'Ask for it again.',
  },
  'message-expired': {
    what: 'The time of the message is over.',
    money: NOTHING_MOVES,
    next: 'Ask for it again: it can be approved and signed within 7 days.',
  },
  'message-unknown': {
    what: 'Nobody has asked for this message here.',
    money: NOTHING_MOVES,
    next: 'Open the list again, and choose from it.',
  },
  'message-state': {
    what: 'The message has gone on meanwhile.',
    money: NOTHING_MOVES,
    next: 'Look at it again: it says what can be done now.',
  },
  'message-unsupported': {
    what: 'Addresses of this network sign no messages.',
    money: NOTHING_MOVES,
    next: 'Show by another way whose the address is, for example by a small payment.',
  },
  'approvals-too-few': {
    what: 'More approvals are needed.',
    money: NOT_SIGNED,
    next: 'Another approver signs in, compares the word code and approves.',
  },
  'policy-no-rule': {
    what: 'No rule of the policy allows this payment. Without a rule nothing is paid.',
    money: NOT_REQUESTED,
    next: 'Change the amount or the recipient, or ask the policy admin.',
  },
  'policy-malformed': {
    what: 'The policy cannot be read.',
    money: NOT_SIGNED,
    next: 'Tell the policy admin; nothing can be paid until it is repaired.',
  },
  'policy-signature-bad': {
    what: 'The policy does not carry the signatures that it needs.',
    money: NOT_SIGNED,
    next: 'Tell the policy admin; nothing can be paid until it is repaired.',
  },
  'policy-version': {
    what: 'The policy has another version than the signer knows.',
    money: NOT_SIGNED,
    next: 'Tell the policy admin.',
  },
  'policy-few-people': {
    what: 'The policy asks for more people than it has, or for fewer than real money needs.',
    money: UNMOVED,
    next: 'Name more people, or ask for fewer. One lost key must leave enough to change the policy.',
  },
  'policy-fixed': {
    what: 'The new policy is for another treasury, network, asset or trust root. These stay for good.',
    money: UNMOVED,
    next: 'Found a new treasury where one of them has to be another.',
  },
  'signing-too-early': {
    what: 'The rule lets nobody sign this yet.',
    money: NOT_SIGNED,
    next: 'Wait until the time that the message names. Until then any approver can stop it.',
  },
  'role-missing': {
    what: 'The officer who acts does not have the role for this.',
    money: UNMOVED,
    next: 'Let an officer act who has it (top right).',
  },
  'approval-subject': {
    what: 'The approval is for something else than a transaction of this treasury.',
    money: NOT_COUNTED,
    next: ASK_AGAIN,
  },
  'approval-other-treasury': {
    what: 'The approval was given for another treasury.',
    money: NOT_COUNTED,
    next: ASK_AGAIN,
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
