import type { ErrorCode } from '../../electron/core/error-code.ts';
import { MAX_REFERENCE_LENGTH } from '../../electron/core/movement/reference.ts';

/** What happened, what it means for the money, and what to do next. */
export interface ErrorText {
  readonly what: string;
  readonly money: string;
  readonly next: string;
}

const UNMOVED = 'No money has moved.';
const NOT_REQUESTED = 'Nothing was requested; no money has moved.';
const NOT_SIGNED = 'Nothing was signed; the money stays in the vault.';
const NOT_COUNTED = 'The approval does not count; nothing was signed.';
const NOT_CREATED = 'Nothing was created; no money has moved.';
const NOTHING_KEPT = 'Nothing was kept of what was typed; no money has moved.';
const FILE_SAFE = 'The file was not changed; the money on the chain is untouched.';
const FOLDER_SAFE = 'The folder was only read; nothing was taken over.';
const UNKNOWN_SENT =
  'Money on the chain is safe. Whether a transaction just sent was accepted is not known yet.';

const ASK_ANEW = 'Ask for it again. If it is refused once more, stop and tell the policy admin.';
const ALARM =
  'Do not go on with this proposal. Reject it, and tell the policy admin: a file or program outside the signer may be tampering.';
const RETYPE_AMOUNT = 'Type the amount in whole units and a fraction, for example 12.5.';
const ASK_AGAIN =
  'Ask the approver to look at the present transaction, compare the word code and approve again.';
const NOT_FROM_COLD = 'Moving money from cold to hot is not in this release.';
const NOTHING_RESTORED = 'Nothing was restored and nothing was changed; no money has moved.';
const NO_OPINION = 'There is no second opinion. The vault is as it was, and no money has moved.';
const GET_AGAIN =
  'Remove the folder electron/official/library/node_modules and get the library again, see docs/iota-wallet.md.';
const FROM_BACKUP = 'Choose the right file, or take the vault file from a backup.';

/** The text of each expected failure; the compiler keeps it complete. */
export const errorTexts: Record<ErrorCode, ErrorText> = {
  'amount-empty': { what: 'The amount is missing.', money: NOT_REQUESTED, next: RETYPE_AMOUNT },
  'amount-not-a-number': { what: 'The amount is not a number.', money: NOT_REQUESTED, next: RETYPE_AMOUNT },
  'amount-zero': { what: 'The amount is zero.', money: NOT_REQUESTED, next: 'Type an amount above zero.' },
  'amount-negative': {
    what: 'The amount is below zero.',
    money: NOT_REQUESTED,
    next: 'Type an amount above zero.',
  },
  'amount-too-many-decimals': {
    what: 'The amount has more decimals than this asset has.',
    money: NOT_REQUESTED,
    next: 'Shorten the amount yourself; Sallyport never rounds.',
  },
  'amount-exponent': {
    what: 'The amount is written with an exponent.',
    money: NOT_REQUESTED,
    next: 'Write it out in plain digits.',
  },
  'amount-separator': {
    what: 'The amount has a thousands separator or a decimal comma.',
    money: NOT_REQUESTED,
    next: 'Use only digits and one decimal point, for example 12500.75.',
  },
  'amount-too-large': {
    what: 'The amount is larger than any that can exist.',
    money: NOT_REQUESTED,
    next: 'Check the number of digits.',
  },
  'amount-above-balance': {
    what: 'The vault does not have that much.',
    money: NOT_REQUESTED,
    next: `Request a smaller amount, or wait for deposits. ${NOT_FROM_COLD}`,
  },
  'address-empty': {
    what: 'The recipient is missing.',
    money: NOT_REQUESTED,
    next: 'Paste the whole address: 0x and 64 digits.',
  },
  'address-wrong-length': {
    what: 'The address is too short or too long.',
    money: NOT_REQUESTED,
    next: 'Paste it again, whole: 0x and 64 digits.',
  },
  'address-wrong-case': {
    what: 'The address has capital letters.',
    money: NOT_REQUESTED,
    next: 'Get the address again from its owner, in small letters, and compare it whole.',
  },
  'address-no-prefix': {
    what: 'The address does not begin with 0x.',
    money: NOT_REQUESTED,
    next: 'Paste the whole address: 0x and 64 digits.',
  },
  'address-not-hex': {
    what: 'The address has a character that no address has.',
    money: NOT_REQUESTED,
    next: 'Paste it again; only 0 to 9 and a to f follow 0x.',
  },
  'address-bech32': {
    what: 'This is an address of the retired network (iota1...).',
    money: NOT_REQUESTED,
    next: "Ask the recipient for today's form: 0x and 64 digits.",
  },
  'address-own': {
    what: 'The address belongs to the vault that would pay.',
    money: NOT_REQUESTED,
    next: 'Choose another recipient; a vault does not pay itself.',
  },
  'address-own-vault': {
    what: 'The address belongs to another vault of this treasury.',
    money: NOT_REQUESTED,
    next: `Move the surplus from hot to cold by a sweep. ${NOT_FROM_COLD}`,
  },
  'address-not-attested': {
    what: 'This address, or the name of its account, does not match what was signed.',
    money: 'Somebody may have edited the treasury. Nothing should be paid to this address, or from it.',
    next: 'Tell the policy admin. Close the treasury and rebuild its books with npm run rebuild-books.',
  },
  'path-out-of-range': {
    what: 'A derivation path has a number out of range.',
    money: UNMOVED,
    next: 'Choose the account from the list again.',
  },
  'alias-empty': { what: 'The name is empty.', money: NOT_CREATED, next: 'Type a name.' },
  'alias-too-long': { what: 'The name is too long.', money: NOT_CREATED, next: 'Use 64 characters at most.' },
  'alias-control-character': {
    what: 'The name has an invisible control character.',
    money: NOT_CREATED,
    next: 'Type the name by hand instead of pasting it.',
  },
  'alias-bidi-control': {
    what: 'The name has a character that turns the writing direction and can disguise it.',
    money: NOT_CREATED,
    next: 'Type the name by hand instead of pasting it.',
  },
  'alias-not-well-formed': {
    what: 'The name has a broken character.',
    money: NOT_CREATED,
    next: 'Type the name by hand instead of pasting it.',
  },
  'alias-mixed-scripts': {
    what: 'A word of the name mixes letters of several scripts, which can disguise it.',
    money: NOT_CREATED,
    next: 'Type the name by hand, and write each word in the letters of one script.',
  },
  'alias-duplicate': {
    what: 'The name is taken in this treasury, or reads like one that is.',
    money: NOT_CREATED,
    next: 'Choose a name that nobody can mistake for another.',
  },
  'password-empty': { what: 'The password is missing.', money: UNMOVED, next: 'Type the password.' },
  'password-too-long': {
    what: 'The password is too long.',
    money: UNMOVED,
    next: 'Check that nothing else was pasted into the field.',
  },
  'password-weak': {
    what: 'This password could be guessed within a day by anybody who has the file.',
    money: UNMOVED,
    next: 'Take five or more unrelated words, or a long sentence that is written nowhere else.',
  },
  'password-mismatch': {
    what: 'The two passwords are not the same.',
    money: UNMOVED,
    next: 'Type the same password twice.',
  },
  'password-wait': {
    what: 'There were too many wrong passwords in a row.',
    money: 'The file stays shut; no money has moved.',
    next: 'Wait for the time named below, then type it with care; each further wrong one makes the wait longer.',
  },
  'password-wrong': {
    what: 'The password does not open this file.',
    money: 'The file stays shut; no money has moved.',
    next: 'Type it again; check the keyboard layout and the Caps Lock key.',
  },
  'stronghold-missing': {
    what: 'The Stronghold file is not where it is expected.',
    money: 'The money on the chain is untouched, but cannot be moved without their key file.',
    next: FROM_BACKUP,
  },
  'stronghold-exists': {
    what: 'There is a Stronghold file there already.',
    money: 'It was not overwritten.',
    next: 'Choose another folder or name.',
  },
  'stronghold-foreign': {
    what: 'The file is not a Stronghold snapshot.',
    money: FILE_SAFE,
    next: FROM_BACKUP,
  },
  'stronghold-truncated': {
    what: 'The Stronghold file is cut short.',
    money: FILE_SAFE,
    next: FROM_BACKUP,
  },
  'stronghold-oversize': {
    what: 'The Stronghold file is larger than any real one.',
    money: FILE_SAFE,
    next: FROM_BACKUP,
  },
  'stronghold-version-unsupported': {
    what: 'The Stronghold file has a version that Sallyport does not know.',
    money: FILE_SAFE,
    next: 'Open it with a newer Sallyport, or convert it with the program that made it.',
  },
  'stronghold-version-2': {
    what: 'The Stronghold file has the old version 2, whose password protection is weak.',
    money: FILE_SAFE,
    next: 'Let Sallyport migrate it: the old file is kept aside.',
  },
  'stronghold-work-factor': {
    what: 'The Stronghold file asks for an amount of work that is out of bounds.',
    money: FILE_SAFE,
    next: FROM_BACKUP,
  },
  'stronghold-damaged': {
    what: 'The Stronghold file is damaged.',
    money: FILE_SAFE,
    next: FROM_BACKUP,
  },
  'stronghold-no-seed': {
    what: 'The Stronghold file has no seed.',
    money: FILE_SAFE,
    next: 'Choose the file that belongs to this vault.',
  },
  'stronghold-unsafe-path': {
    what: 'The Stronghold file is where other users could read or replace it.',
    money: FILE_SAFE,
    next: 'Move the treasury into a folder that only you can read.',
  },
  'stronghold-not-plain': {
    what: 'Where the Stronghold file should be is something else: a link, a folder or a device.',
    money: FILE_SAFE,
    next: 'Choose the file itself, not a link to it.',
  },
  'stronghold-in-use': {
    what: 'Another window or program is working on this Stronghold file.',
    money: UNMOVED,
    next: 'Close it there first.',
  },
  'wallet-folder-locked': {
    what: 'Another program has the wallet folder open.',
    money: FOLDER_SAFE,
    next: 'Close the wallet (Firefly, for example) and choose its folder again.',
  },
  'wallet-folder-torn': {
    what: 'The wallet folder is not whole: a file of it is missing or ends too early.',
    money: FOLDER_SAFE,
    next: 'Copy the whole folder once more while the wallet is closed, and choose the copy.',
  },
  'wallet-folder-foreign': {
    what: 'The folder is not the storage folder of such a wallet.',
    money: FOLDER_SAFE,
    next: 'Choose the folder in which a file named CURRENT lies, beside files named MANIFEST and 000004.log, for example.',
  },
  'wallet-folder-damaged': {
    what: 'The wallet folder is damaged, or somebody changed it.',
    money: FOLDER_SAFE,
    next: 'Take the folder from another backup. Its names and notes are worth little beside the seed: go on without it if need be.',
  },
  'wallet-folder-oversize': {
    what: 'The wallet folder is larger than any real one.',
    money: FOLDER_SAFE,
    next: 'Check that it is the right folder. Go on without it if need be.',
  },
  'wallet-folder-encrypted': {
    what: 'The wallet folder is encrypted.',
    money: FOLDER_SAFE,
    next: 'Go on without it: accounts are found on the network, and can be named anew.',
  },
  'wallet-folder-newer': {
    what: 'A newer wallet wrote this folder, in a form that Sallyport does not know.',
    money: FOLDER_SAFE,
    next: 'Go on without it, or take the folder from before the update.',
  },
  'wallet-folder-other-seed': {
    what: 'The wallet folder belongs to another seed: none of its addresses are those of this vault.',
    money: FOLDER_SAFE,
    next: 'Choose the folder that lay beside this Stronghold file, or restore the vault that the folder belongs to.',
  },
  'former-history-changed': {
    what: 'The earlier payments are not as they came in: their file is gone, or somebody changed it.',
    money: 'They are history only; no balance rests on them.',
    next: 'Put the file in the folder imports back from a backup, if the history matters.',
  },
  'bytes-malformed': {
    what: 'The transaction bytes cannot be read.',
    money: NOT_SIGNED,
    next: ASK_ANEW,
  },
  'bytes-trailing': {
    what: 'There is something after the end of the transaction bytes.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'bytes-not-canonical': {
    what: 'The transaction bytes are not in the one form that is allowed.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'bytes-too-large': {
    what: 'The transaction is larger than the network takes.',
    money: NOT_SIGNED,
    next: 'Request smaller amounts, so that fewer inputs are needed.',
  },
  'command-unknown': {
    what: 'The transaction does something that Sallyport does not know.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'command-extra': {
    what: 'The transaction does more than pay the recipient.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'network-wrong': {
    what: 'The transaction is for another network or chain.',
    money: NOT_SIGNED,
    next: 'Check in the band at the top which network this treasury is on.',
  },
  'asset-wrong': {
    what: 'An amount is of another asset than this treasury has.',
    money: 'It was not counted, and nothing was signed.',
    next: 'Reject a proposal that says this, and tell the policy admin: a file, a program or the node may be tampering.',
  },
  'sender-foreign': {
    what: 'The transaction spends from an address that is not of this vault.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'fee-payer-foreign': {
    what: 'The fee would be paid by a stranger.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'fee-above-cap': {
    what: 'The fee is above the limit of the policy.',
    money: NOT_SIGNED,
    next: 'It is built by itself when the network is calmer.',
  },
  'fee-terms-outdated': {
    what: 'The network asks a higher fee now than this transaction pays.',
    money: NOT_SIGNED,
    next: 'Reject this transaction and request the payment again: the new one pays the present price.',
  },
  'fee-price': {
    what: 'The price in this transaction is one that the network never takes.',
    money: NOT_SIGNED,
    next: 'Reject it and request the payment again. If the price is strange again, connect to another node.',
  },
  'fee-too-low': {
    what: 'The highest fee in this transaction is too low for the network ever to take it.',
    money: NOT_SIGNED,
    next: 'Reject it and request the payment again. If the fee is strange again, connect to another node.',
  },
  'expiration-missing': {
    what: 'This transaction would live for ever: it names no last epoch.',
    money: NOT_SIGNED,
    next: 'Reject it and request the payment again.',
  },
  'expiration-too-far': {
    what: 'This transaction would live longer than the policy allows.',
    money: NOT_SIGNED,
    next: 'Reject it and request the payment again. If it happens again, the node may name a false epoch: connect to another one.',
  },
  'bytes-expired': {
    what: 'The last epoch of this transaction is over: the network takes it no longer.',
    money: NOT_SIGNED,
    next: 'Request the payment again.',
  },
  'epoch-unknown': {
    what: 'The epoch of the ledger is not known yet.',
    money: NOT_SIGNED,
    next: 'Wait until the node has shown a checkpoint, and try again.',
  },
  'epoch-implausible': {
    what: 'The node names an epoch that cannot have come yet.',
    money: NOT_SIGNED,
    next: "Compare this computer's clock, and connect to another node.",
  },
  'change-foreign': {
    what: 'The change would not return to this vault.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'input-foreign': {
    what: 'An input of the transaction does not belong to this vault.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'evidence-missing': {
    what: 'The proof of what an input is worth is missing.',
    money: NOT_SIGNED,
    next: ASK_ANEW,
  },
  'evidence-mismatch': {
    what: 'The proof of an input does not fit the transaction.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'evidence-excess': {
    what: 'A proof was given for an input that the transaction does not spend.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'recipient-changed': {
    what: 'The transaction pays someone else than the request says.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'amount-changed': {
    what: 'The transaction pays another amount than the request says.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'funds-insufficient': {
    what: 'The vault does not have enough for the amount and its fee.',
    money: NOT_SIGNED,
    next: `It is built by itself when enough has come in. Or cancel it and request a smaller amount. ${NOT_FROM_COLD}`,
  },
  'funds-spread': {
    what: 'The money is in more places than one transaction can take.',
    money: NOT_SIGNED,
    next: 'Request a smaller amount, or gather the money first.',
  },
  'too-many-recipients': {
    what: 'The transaction has more recipients than allowed.',
    money: NOT_SIGNED,
    next: 'Request the payments one by one.',
  },
  'input-reserved': {
    what: 'The money needed is reserved by another movement on its way.',
    money: 'Nothing was built; the money stays with the other movement.',
    next: 'It is built by itself when the other movement gives it back: final, rejected or expired.',
  },
  'input-already-signed': {
    what: 'An input was already signed in another transaction.',
    money: NOT_SIGNED,
    next: 'Wait until the other transaction is final; then ask for it again.',
  },
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
    what: 'The approval has expired.',
    money: NOT_COUNTED,
    next: ASK_AGAIN,
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
  'role-missing': {
    what: 'The officer who acts does not have the role for this.',
    money: UNMOVED,
    next: 'Let an officer act who has it (top right).',
  },
  'officer-unknown': {
    what: 'This officer is not known here.',
    money: UNMOVED,
    next: 'Choose an officer from the list.',
  },
  'officer-not-signed-in': {
    what: 'Nobody is signed in.',
    money: UNMOVED,
    next: 'Sign in as an officer (top right).',
  },
  'second-officer-needed': {
    what: 'This takes two officers.',
    money: UNMOVED,
    next: 'Sign a second officer in at this desk and let them confirm it.',
  },
  'vault-unknown': { what: 'This vault is not known here.', money: UNMOVED, next: 'Choose a vault again.' },
  'vault-locked': {
    what: 'The vault is locked.',
    money: 'Its money stays where it is until it is unlocked.',
    next: 'Unlock the vault (at the foot of the left rail).',
  },
  'vault-retired': {
    what: 'The vault is retired.',
    money: UNMOVED,
    next: 'Choose the vault that took its place.',
  },
  'account-unknown': {
    what: 'This account is not known here.',
    money: UNMOVED,
    next: 'Choose the account from the list again.',
  },
  'proposal-unknown': {
    what: 'No transaction has been built for this request.',
    money: UNMOVED,
    next: 'It is built by itself as soon as it can be; its panel says what it waits for.',
  },
  'cancellation-waits': {
    what: 'The payment that this cancels may be under way: it was sent in this epoch.',
    money: 'Nothing is sent for now. When the epoch has ended, the cancellation is sent by itself.',
    next: 'Wait until the epoch ends, about a day at most.',
  },
  'cancellation-open': {
    what: 'This payment is being cancelled.',
    money: 'It is not sent any more; it may still happen if it was sent before.',
    next: 'Follow its cancellation. Reject that one if the payment is to be sent after all.',
  },
  'cancellation-other': {
    what: 'This cancellation does not fit a payment that the vault has signed.',
    money: NOT_SIGNED,
    next: 'Reject it, and cancel the payment again from its own page.',
  },
  'movement-stopped': {
    what: 'An approver has stopped this payment.',
    money: UNMOVED,
    next: 'Its history says who did, and why. What was signed before is sent by an approver or not at all.',
  },
  'proposal-state': {
    what: 'The transaction is not in the state that this step needs.',
    money: UNMOVED,
    next: 'Look at its history below; someone else may have been faster.',
  },
  'sweep-not-needed': {
    what: 'There is no surplus to sweep now, or it is on its way already.',
    money: 'The money may stay where it is.',
    next: 'Nothing to do. A plan appears once the hot vault is above its maximum and its money is free.',
  },
  'gather-not-needed': {
    what: 'There is nothing to gather: no address has free money that is worth its fee.',
    money: 'The money may stay where it is.',
    next: 'Nothing to do. Money that is reserved by payments on their way can be gathered when they have ended.',
  },
  'words-count': {
    what: 'The number of words is not one that a backup can have.',
    money: NOTHING_KEPT,
    next: 'Count the lines of the sheet: Sallyport writes 24 words, other wallets 12 to 24.',
  },
  'word-unknown': {
    what: 'One word is not in the word list.',
    money: NOTHING_KEPT,
    next: 'Look at the marked place and choose the word from the completions.',
  },
  'words-checksum': {
    what: 'Every word is in the list, but together they are no backup: one is wrong, or two have changed places.',
    money: NOTHING_KEPT,
    next: 'Compare each line with the sheet, its number too.',
  },
  'rolls-character': {
    what: 'A roll has a character that no die or coin gives.',
    money: NOTHING_KEPT,
    next: 'Type 1 to 6 for dice, h and t or 1 and 0 for coins.',
  },
  'rolls-too-many': {
    what: 'There are more rolls than can be taken.',
    money: NOTHING_KEPT,
    next: 'Ten thousand are enough; a hundred dice fill the whole secret.',
  },
  'share-word-unknown': {
    what: 'One word of the share is not in the list for shares.',
    money: NOTHING_KEPT,
    next: 'Look at the marked place and choose the word from the completions.',
  },
  'share-length': {
    what: 'The share has too few or too many words.',
    money: NOTHING_KEPT,
    next: 'Count the lines of the sheet: 33 words, or 20 for a short secret.',
  },
  'share-checksum': {
    what: 'The words of the share do not fit together: one is wrong, or two have changed places.',
    money: NOTHING_KEPT,
    next: 'Compare each line with the sheet, its number too.',
  },
  'share-padding': {
    what: 'The share is not written as the standard asks.',
    money: NOTHING_KEPT,
    next: 'Check which program made it; Sallyport does not guess.',
  },
  'share-other-set': {
    what: 'The shares belong to different sets.',
    money: NOTHING_KEPT,
    next: 'Compare the fingerprints on the sheets and take those of one set.',
  },
  'share-duplicate': {
    what: 'The same share was given twice.',
    money: NOTHING_KEPT,
    next: 'Take another sheet of the set.',
  },
  'share-set-incomplete': {
    what: 'There are not enough shares yet.',
    money: NOTHING_KEPT,
    next: 'Add the shares that are still named as missing.',
  },
  'share-excess': {
    what: 'There are more shares than are needed.',
    money: NOTHING_KEPT,
    next: 'Leave out those that are not asked for.',
  },
  'share-digest': {
    what: 'Each share is well formed, but together they do not give the secret that was split.',
    money: NOTHING_KEPT,
    next: 'Do not go on: a sheet may have been forged. Try other shares of the set and write it into the transcript.',
  },
  'share-parameters': {
    what: 'The numbers of groups and shares do not fit together.',
    money: NOTHING_KEPT,
    next: 'Choose a threshold of two or more, and not above the number of shares.',
  },
  'passphrase-malformed': {
    what: 'The passphrase of these shares has a sign that SLIP-39 does not know, or is too long.',
    money: NOTHING_KEPT,
    next: 'Type it as the other tool took it: letters, digits and signs of a plain English keyboard.',
  },
  'share-exponent': {
    what: 'These shares ask for more computing than Sallyport does for any share.',
    money: NOTHING_KEPT,
    next: 'Compare the second word with the sheet. If it is right, find out which program made the share: it may be forged.',
  },
  'serial-malformed': {
    what: 'This is not the serial of a sheet.',
    money: UNMOVED,
    next: 'Type it as printed: SP and two blocks of four.',
  },
  'serial-check-character': {
    what: 'The serial has a wrong character.',
    money: UNMOVED,
    next: 'Compare it with the sheet again.',
  },
  'fingerprint-other': {
    what: 'The fingerprint is that of another vault.',
    money: UNMOVED,
    next: 'Take the sheet that belongs to this vault.',
  },
  'ceremony-plan': {
    what: 'The ceremony cannot take place like this.',
    money: UNMOVED,
    next: 'Choose a sheet of words, shares, or both, and check their numbers.',
  },
  'ceremony-step': {
    what: 'This is not the next step. No step of a ceremony can be left out.',
    money: UNMOVED,
    next: 'Go on with the step that is shown.',
  },
  'ceremony-over': {
    what: 'This ceremony is over.',
    money: UNMOVED,
    next: 'Begin a new one.',
  },
  'ceremony-elsewhere': {
    what: 'This ceremony was begun at another window or program.',
    money: UNMOVED,
    next: 'Go on where it was begun. Locking the station calls it off.',
  },
  'ceremony-busy': {
    what: 'Another ceremony is under way.',
    money: UNMOVED,
    next: 'End or abandon that one first; only one takes place at a time.',
  },
  'ceremony-officers': {
    what: 'The officers present are not enough for this ceremony.',
    money: UNMOVED,
    next: 'Call those who are still named as missing, and let each type their own password.',
  },
  'deviations-too-many': {
    what: 'The transcript takes no more deviations.',
    money: UNMOVED,
    next: 'Go through the ceremony to its end, or abandon it and begin again.',
  },
  'search-too-long': {
    what: 'The search found more used addresses than one restore takes in.',
    money: UNMOVED,
    next: 'Pass the search over, and add accounts and addresses after the ceremony.',
  },
  'text-holds-words': {
    what: 'The text looks as if it contained words of a backup, or a key.',
    money: UNMOVED,
    next: 'Write it in other words. Nothing of a backup may ever be in a transcript.',
  },
  'transcript-malformed': {
    what: 'The transcript cannot be read or contradicts itself.',
    money: UNMOVED,
    next: 'Get the file again from the station that made it.',
  },
  'transcript-steps': {
    what: 'The steps of the transcript are not those of its ceremony.',
    money: UNMOVED,
    next: 'Do not rely on this backup until a new ceremony was completed.',
  },
  'transcript-signature-missing': {
    what: 'An officer who was present has not signed the transcript.',
    money: UNMOVED,
    next: 'Let everyone who was present sign.',
  },
  'transcript-signature-bad': {
    what: 'A signature is not over this transcript: it was changed, or signed by another key.',
    money: UNMOVED,
    next: 'Do not rely on it. Get the file again from the station that made it.',
  },
  'transcript-other-entry': {
    what: 'The journal entry in the file belongs to something else.',
    money: UNMOVED,
    next: 'Export the transcript again.',
  },
  'state-missing': {
    what: 'The sealed state of the signer is missing.',
    money: 'The vault stays shut; the money on the chain is untouched.',
    next: 'Restore the treasury folder from a backup and tell the policy admin.',
  },
  'state-damaged': {
    what: 'The sealed state of the signer is damaged or was altered.',
    money: 'The vault stays shut; the money on the chain is untouched.',
    next: 'Restore the treasury folder from a backup and tell the policy admin.',
  },
  'state-rolled-back': {
    what: 'The sealed state of the signer is older than the journal. Someone may have put back an old copy.',
    money: 'The vault stays shut; the money on the chain is untouched.',
    next: 'Stop, and tell the policy admin and the auditor.',
  },
  'journal-behind-seal': {
    what: 'The journal does not hold an entry that the vault has sealed. An older copy of the books may have been put back.',
    money: 'The vault stays shut and signs nothing; the money on the chain is untouched.',
    next: 'Stop, put the newer books back if they are there, and tell the policy admin and the auditor.',
  },
  'journal-malformed': {
    what: 'An entry of the journal cannot be read.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: 'Keep the file as it is and tell the auditor.',
  },
  'journal-chain-broken': {
    what: 'An entry of the journal does not follow from the one before: it was altered.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: 'Keep the file as it is and tell the auditor.',
  },
  'journal-sequence-broken': {
    what: 'An entry of the journal is missing, doubled or out of order.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: 'Keep the file as it is and tell the auditor.',
  },
  'journal-signature-bad': {
    what: 'An entry of the journal does not carry a valid signature.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: 'Keep the file as it is and tell the auditor.',
  },
  'journal-truncated': {
    what: 'The end of the journal was cut off.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: 'Keep the file as it is and tell the auditor.',
  },
  'node-unreachable': {
    what: 'The node cannot be reached.',
    money: UNKNOWN_SENT,
    next: 'Wait: Sallyport tries again by itself, and repeats the same bytes, never new ones.',
  },
  'node-timeout': {
    what: 'The node did not answer in time.',
    money: UNKNOWN_SENT,
    next: 'Wait: Sallyport asks again by itself, and repeats the same bytes, never new ones.',
  },
  'node-not-json': {
    what: 'The node gave an answer that is no answer of a node.',
    money: UNKNOWN_SENT,
    next: 'Check whether there is a proxy between this desk and the node.',
  },
  'node-url-malformed': {
    what: 'This is no address of a node.',
    money: UNMOVED,
    next: 'Type the whole address, such as https://node.example.org.',
  },
  'node-url-scheme': {
    what: 'A node is asked by https, and by nothing else.',
    money: UNMOVED,
    next: 'Begin the address with https://.',
  },
  'node-url-not-loopback': {
    what: 'Plain http is for a node on this computer alone: on the way, anyone could change what another one says.',
    money: UNMOVED,
    next: 'Begin the address with https://.',
  },
  'node-url-user': {
    what: 'The address has a name or password in it. It would stay in the journal for ever.',
    money: UNMOVED,
    next: 'Leave out everything before the @, and the @ itself.',
  },
  'node-url-query': {
    what: 'The address has something after ? or #. It would stay in the journal for ever.',
    money: UNMOVED,
    next: 'Leave out the ? or # and what follows.',
  },
  'node-not-own': {
    what: 'This treasury never had a practice node of its own.',
    money: UNMOVED,
    next: 'Type the address of a node.',
  },
  'node-rate-limited': {
    what: 'The node limits how often it is asked.',
    money: UNKNOWN_SENT,
    next: 'Wait: Sallyport asks again when the node allows it, and repeats the same bytes, never new ones. If it stays, use a node of your own: its address is in Settings.',
  },
  'node-refused': {
    what: 'The node refused to answer a question.',
    money: UNMOVED,
    next: 'Read the reason below. If it stays, connect to another node in Settings.',
  },
  'node-pruned': {
    what: 'This node no longer has the checkpoint that this desk has to read next.',
    money:
      'No money has moved; deposits after that checkpoint are not seen until a node with a longer history is asked.',
    next: 'Connect to a node that keeps more of its history, in Settings. Nothing is skipped meanwhile.',
  },
  'node-rejected': {
    what: 'The network refused the transaction.',
    money:
      'Until this movement has ended it may still be paid, and its inputs are kept for it; after a failed end only a fee may have been charged.',
    next: 'Read the reason below. Request it again only once this movement has ended as failed.',
  },
  'node-network-mismatch': {
    what: 'The node is on another network than this treasury.',
    money: UNMOVED,
    next: 'Connect to a node of the right network; nothing is read from this one.',
  },
  'node-balance-mismatch': {
    what: 'Two answers of the node contradict each other about a balance.',
    money: 'No money has moved; do not trust the balances shown until this ends.',
    next: 'Wait for the next checkpoint; if it stays, connect to another node.',
  },
  'node-balance-moving': {
    what: 'An address was paid faster than the node could be asked what it has.',
    money: UNMOVED,
    next: 'Wait: it is read again at the next look.',
  },
  'node-answer-malformed': {
    what: 'The node gave an answer that cannot be understood.',
    money: UNKNOWN_SENT,
    next: 'Wait for the next answer; if it stays, connect to another node.',
  },
  'node-answer-too-large': {
    what: 'The node gave an answer that is larger than any that is needed.',
    money: UNKNOWN_SENT,
    next: 'Wait for the next answer; if it stays, connect to another node.',
  },
  'clock-off': {
    what: "This computer's clock is more than two minutes behind the ledger, by the node's word.",
    money: 'No money has moved; nothing is approved or signed with a wrong time.',
    next: "Set the clock right; if it is right, the node's is wrong: connect to another one.",
  },
  'clock-ahead': {
    what: "This computer's clock is more than two minutes ahead of the ledger and of the node.",
    money: 'No money has moved. What is approved or signed now is dated too late.',
    next: 'Set the clock right before you approve or sign.',
  },
  'clock-or-node': {
    what: "This computer's clock and the node are more than two minutes apart: one of them is wrong.",
    money: 'No money has moved. News of the chain may be late, or what is signed now dated wrongly.',
    next: 'Look at the clock before you approve or sign; if it is right, connect to another node.',
  },
  'clock-behind-seal': {
    what: "This computer's clock is behind the newest time that the vault has sealed: it was put back, or had run ahead.",
    money: 'No money has moved; the vault signs nothing by such a clock.',
    next: 'Compare the clock. If it is right now, two approvers say so, by the line above the screen.',
  },
  'clock-correction-bad': {
    what: "What officers said of the clock is not for this vault as it is now, or not by this computer's clock.",
    money: UNMOVED,
    next: 'Set the clock right, and have two approvers say so again.',
  },
  'node-behind': {
    what: 'The node knows less of the ledger than this desk has taken in already.',
    money: 'No money has moved; news of the chain waits until the node has caught up.',
    next: 'Wait a moment; if it stays, the node has lost its history: connect to another one.',
  },
  'clock-not-sealed': {
    what: 'Two approvers have signed what the time is, and the journal has it, but the vault did not say that it took it.',
    money: UNMOVED,
    next: 'Unlock the vault. If the line above the screen still names a later time, sign it once more.',
  },
  'signed-not-noted': {
    what: 'The vault has signed this payment, but the books could not note it yet.',
    money: 'It counts as signed. It was not sent, and is sent as soon as the books have it.',
    next: 'Mend the cause that the message names, and sign once more: the vault gives the same signature. It is also noted when the vault opens next.',
  },
  'sent-not-noted': {
    what: 'The node has taken this payment, but the books could not note it yet.',
    money: 'It was sent and will be paid: do not pay it another way.',
    next: 'Mend the cause that the message names. It is noted when the same bytes are sent again, or when the ledger shows it.',
  },
  'payment-in-doubt': {
    what: 'The node refuses this signed payment, but nothing proves that it cannot happen.',
    money: 'It may still be paid: whoever has the signed bytes can send them. Its inputs stay reserved.',
    next: 'Do not pay it another way. The same bytes are sent again; if it stays, connect to another node.',
  },
  'payment-expired': {
    what: 'The time for this signed payment is over, but nothing proves that it was not paid in time.',
    money: 'It may have been paid. It is not sent any more, and its inputs stay reserved.',
    next: 'Do not pay it another way. It ends when the ledger shows or proves what became of it; if it stays, connect to another node.',
  },
  'payment-void': {
    what: 'The time for this signed payment is over, and the ledger proves that it never happened.',
    money: 'No money has moved. Its inputs are free again.',
    next: 'Request it again if it is still to be paid.',
  },
  'input-spent-elsewhere': {
    what: 'A transaction that this treasury did not make has spent its money.',
    money: 'A payment from the same inputs can never happen; the money went where that transaction sent it.',
    next: 'Find out who made it: another copy of this treasury, or someone who has its words or files. Tell the policy admin and the auditor.',
  },
  'treasury-exists': {
    what: 'There is a treasury in this folder already.',
    money: 'It was not overwritten.',
    next: 'Open it, or choose another name.',
  },
  'treasury-missing': {
    what: 'There is no treasury in this folder.',
    money: UNMOVED,
    next: 'Choose the folder of the treasury.',
  },
  'treasury-damaged': {
    what: 'The treasury in this folder is damaged.',
    money: 'The money on the chain is untouched.',
    next: 'Restore the folder from a backup.',
  },
  'treasury-not-open': {
    what: 'No treasury is open.',
    money: UNMOVED,
    next: 'Open or create a treasury.',
  },
  'treasury-in-use': {
    what: 'The treasury is open in another window or program.',
    money: UNMOVED,
    next: 'Close it there first.',
  },
  'runtime-practice-only': {
    what: 'This copy runs on an evaluation runtime, which is for practice networks only.',
    money: UNMOVED,
    next: 'Use the official build for real money.',
  },
  'practice-only': {
    what: 'This is possible only on a practice network.',
    money: UNMOVED,
    next: 'Do it in a practice treasury.',
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
  'treasury-wrong': {
    what: 'The proposal belongs to another treasury.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'chain-unknown': {
    what: 'This copy of Sallyport does not know the network of this treasury or file.',
    money: UNMOVED,
    next: 'Open it with a Sallyport that knows the network.',
  },
  'memo-changed': {
    what: 'The memo in the transaction is not the one that was requested.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'fields-out-of-bounds': {
    what: 'The transaction has a value outside what may be signed without people.',
    money: NOT_SIGNED,
    next: ASK_ANEW,
  },
  'books-changed': {
    what: 'The books changed while this was being decided, several times in a row.',
    money: UNMOVED,
    next: 'Try again in a moment.',
  },
  'store-full': {
    what: 'The disk is full: the books could not be written.',
    money: 'Nothing was half done; the money on the chain is untouched.',
    next: 'Free some space and try again.',
  },
  'store-read-only': {
    what: 'The books cannot be written here: the folder or the disk is read-only.',
    money: 'Nothing was half done; the money on the chain is untouched.',
    next: 'Check the rights of the folder, or move the treasury to a disk that can be written.',
  },
  'file-newer': {
    what: 'A file of this treasury was written by a newer Sallyport.',
    money: 'Nothing was opened and nothing was changed.',
    next: 'Open it with that version or a newer one.',
  },
  'file-older': {
    what: 'A file of this treasury was written by an older Sallyport, in a form that this one does not read.',
    money: 'Nothing was opened and nothing was changed.',
    next: 'Open it with the version that wrote it. A practice treasury can simply be made again.',
  },
  'attach-refused': {
    what: 'Another program could not attach to the open treasury.',
    money: UNMOVED,
    next: 'Check that the desktop has this treasury open, and that both run as the same user and version.',
  },
  'books-being-checked': {
    what: 'The books are still being checked against the journal.',
    money: UNMOVED,
    next: 'Wait until the check has ended, then try again.',
  },
  'books-differ': {
    what: 'The books differ from the signed journal: something outside of Sallyport has changed them.',
    money: 'Nothing is built, approved or signed until that is settled.',
    next: 'Tell the policy admin. Make the tables anew under Settings, then let two officers settle the alarm.',
  },
  'books-not-rebuilt': {
    what: 'The journal itself was changed, so no tables can be made from it.',
    money: 'Nothing is built, approved or signed until that is settled.',
    next: 'Tell the policy admin. Restore the folder from a backup.',
  },
  'books-unsettled': {
    what: 'There was an alarm, and officers have not settled it yet.',
    money: UNMOVED,
    next: 'Find out what caused it. Two officers then settle the alarm under Settings.',
  },
  'books-whole': {
    what: 'The books are as the signed journal says: there is nothing to do.',
    money: UNMOVED,
    next: 'Go on with your work.',
  },
  'store-damaged': {
    what: 'The database is damaged.',
    money: 'The money on the chain is untouched.',
    next: 'Restore the folder from a backup.',
  },
  'store-ended': {
    what: 'The part of Sallyport that keeps the books has ended.',
    money: 'What you asked for last may be recorded or not; the money on the chain is untouched.',
    next: 'Close the treasury and open it again, and look whether it is there before you ask again.',
  },
  'store-foreign': {
    what: 'The database in this folder belongs to another program.',
    money: 'Nothing was opened and nothing was changed.',
    next: 'Move that file away and restore the folder from a backup.',
  },
  'station-key-in-keychain': {
    what: "The key of this folder's station lies in the keychain of the desktop that it belongs to.",
    money: UNMOVED,
    next: 'Open the folder in that desktop, and attach to it while it is open. Or open it as a new station, which two officers enrol.',
  },
  'station-key-locked': {
    what: "The system's keychain does not give this folder's station key back.",
    money: UNMOVED,
    next: 'Unlock the keychain and try again. Where the folder came from another computer, two officers enrol it as a new station.',
  },
  'store-foreign-schema': {
    what: 'Something outside of Sallyport has changed how the database is built.',
    money: 'Nothing was opened and nothing was changed. The money on the chain is untouched.',
    next: 'Tell the policy admin. Rebuild the books with npm run rebuild-books, or restore the folder from a backup.',
  },
  'station-not-enrolled': {
    what: 'This folder was copied or restored: its station is not enrolled here.',
    money: UNMOVED,
    next: 'Two officers sign in and enrol this computer as a new station; until then everything can be read and nothing changed.',
  },
  'station-retired': {
    what: 'This entry or key belongs to a station that officers have retired.',
    money: UNMOVED,
    next: 'Work at the station that took its place. Tell the policy admin if that is unexpected.',
  },
  'folder-older': {
    what: 'This folder is older than what is known outside of it: a backup was put back, or the disk was rolled back.',
    money: 'Nothing is changed, approved or signed until two officers have settled it.',
    next: 'Look for the newer folder first. If it is lost, follow the steps of the repair above the screen.',
  },
  'spend-not-in-books': {
    what: 'The ledger shows a payment with one of our keys that these books do not know.',
    money: 'Nothing is changed, approved or signed until two officers have settled it.',
    next: 'Find out who made it: another copy of this treasury, or a stolen key. Then follow the steps of the repair above the screen.',
  },
  'vaults-wait': {
    what: 'After a settlement the vaults sign nothing until whatever was signed before has run out.',
    money: UNMOVED,
    next: 'Wait until the time shown above the screen.',
  },
  'request-settled': {
    what: 'This request is from before the folder was settled. It is never signed.',
    money: UNMOVED,
    next: 'Make the request again.',
  },
  'settlement-bad': {
    what: 'The settlement is not what officers of this treasury signed for this journal.',
    money: UNMOVED,
    next: 'Settle it again, with two officers who are signed in.',
  },
  'official-missing': {
    what: 'The official wallet library is not here, so it cannot be asked.',
    money: NO_OPINION,
    next: 'Settings say where it is looked for and how to get it. Everything else works without it.',
  },
  'official-not-enclosed': {
    what: 'This system did not enclose the official wallet library, and nobody has agreed to ask it all the same.',
    money: NO_OPINION,
    next: 'Ask on a computer that encloses it, or agree in the form: it has the keys of the vault while it is asked.',
  },
  'official-not-loaded': {
    what: 'The files of the official wallet library are here, but it does not start.',
    money: NO_OPINION,
    next: GET_AGAIN,
  },
  'official-ended': {
    what: 'The official wallet library stopped without an answer.',
    money: NO_OPINION,
    next: 'Ask again. If it stops again, get the library again as docs/iota-wallet.md says.',
  },
  'official-late': {
    what: 'The official wallet library did not answer in time. It was ended.',
    money: NO_OPINION,
    next: 'Ask again when this computer has less to do.',
  },
  'official-garbled': {
    what: 'The official wallet library gave an answer that makes no sense. It was not used.',
    money: NO_OPINION,
    next: GET_AGAIN,
  },
  'official-oversize': {
    what: 'The official wallet library answered far too much. It was ended.',
    money: NO_OPINION,
    next: GET_AGAIN,
  },
  'official-refused': {
    what: 'The official wallet library could not open the copy of this vault.',
    money: NO_OPINION,
    next: 'Check the backup of this vault, and ask again. If it is refused again, tell the policy admin.',
  },
  'official-differs': {
    what: 'The official wallet library derives other addresses from this vault than we have.',
    money: 'Nothing is built, approved or signed until two officers have settled this alarm.',
    next: 'Give out no address of this vault. Find out which side is wrong: check the backup on another computer, and compare the digest of the library.',
  },
  'backup-foreign': {
    what: 'This file is no backup of a treasury.',
    money: NOTHING_RESTORED,
    next: 'Choose the file that Sallyport wrote. A vault file is restored in a ceremony, on the Vaults screen.',
  },
  'backup-passphrase-wrong': {
    what: 'The passphrase does not open this backup.',
    money: NOTHING_RESTORED,
    next: 'Type the passphrase of this backup. It is neither that of a vault nor that of an officer, unless you chose it so.',
  },
  'backup-truncated': {
    what: 'The backup ends too early: a part of it is missing.',
    money: NOTHING_RESTORED,
    next: 'Copy the file again, or take another copy or an earlier backup.',
  },
  'backup-damaged': {
    what: 'The backup is damaged, or was changed after it was written.',
    money: NOTHING_RESTORED,
    next: 'Take another copy of it, or an earlier backup. Nothing of a damaged one is used.',
  },
  'backup-entry': {
    what: 'The backup has a file in it that no treasury has.',
    money: NOTHING_RESTORED,
    next: 'Do not use this file. Ask where it comes from, and take another backup.',
  },
  'backup-oversize': {
    what: 'A file is larger than a backup can hold.',
    money: UNMOVED,
    next: 'Tell the policy admin: a treasury does not become so large by its own work.',
  },
  'backup-changed': {
    what: 'The backup is another file than the one that was looked at.',
    money: NOTHING_RESTORED,
    next: 'Look at it again before you restore it.',
  },
  'backup-not-looked': {
    what: 'No backup was looked at here, or it is too long ago.',
    money: NOTHING_RESTORED,
    next: 'Choose the file, type its passphrase, and look at what is in it.',
  },
  'backup-exists': {
    what: 'There already is a file of this name.',
    money: 'It was not overwritten, and no backup was made.',
    next: 'Choose another name.',
  },
  'backup-busy': {
    what: 'A backup could not be made just now: one is being made, or files of the treasury kept changing.',
    money: UNMOVED,
    next: 'Try again when the ceremony or the signing that is under way has ended.',
  },
  'signer-crashed': {
    what: 'The signer has stopped. Its vaults are locked.',
    money: 'Nothing half-signed can leave it; the money stays in the vault.',
    next: 'Unlock the vault again. If it stops again, restart Sallyport.',
  },
  'input-malformed': {
    what: 'A value did not have the expected form.',
    money: UNMOVED,
    next: 'Correct the value and try again.',
  },
  'note-too-long': {
    what: 'The note is longer than 500 characters.',
    money: UNMOVED,
    next: 'Shorten it.',
  },
  'note-control-character': {
    what: 'The note has a character that nobody can see.',
    money: UNMOVED,
    next: 'Type it instead of pasting it.',
  },
  'account-archived': {
    what: 'This account is archived.',
    money: 'Deposits to its addresses still count and are shown.',
    next: 'Take it back from the archive first.',
  },
  'account-balance-changed': {
    what: 'What lies on the account has changed since the dialog was opened.',
    money: 'The account was not archived; its money is where it was.',
    next: 'Look at the present amount and decide again.',
  },
  'reference-too-long': {
    what: `The text is longer than ${MAX_REFERENCE_LENGTH} characters.`,
    money: UNMOVED,
    next: 'Shorten it and try again.',
  },
  'reference-control-character': {
    what: 'The text has a line break or an invisible character.',
    money: UNMOVED,
    next: 'Type it by hand, on one line, instead of pasting it.',
  },
  'practice-port-in-use': {
    what: 'The practice network cannot start: its port is taken by another program.',
    money: 'This is play money; nothing is lost.',
    next: 'Close the other Sallyport or practice node, then open the treasury again.',
  },
  'practice-folder-unusable': {
    what: 'The practice network cannot keep its ledger in this folder.',
    money: 'This is play money; nothing is lost.',
    next: 'Check the free space and the rights of the folder, or start another practice treasury.',
  },
  'practice-ledger-foreign': {
    what: 'The ledger in this folder belongs to another practice network.',
    money: 'This is play money; nothing was changed.',
    next: 'Choose the folder that belongs to this treasury.',
  },
  'practice-ledger-damaged': {
    what: 'The ledger of the practice network is damaged.',
    money: 'This is play money; no real money is touched.',
    next: 'Start another practice treasury, or take the folder from a backup.',
  },
  'internal-error': {
    what: 'Something inside Sallyport failed that should not.',
    money: 'Money on the chain is safe: nothing leaves a vault half signed.',
    next: 'Try again; each step can be repeated safely. If it stays, restart Sallyport.',
  },
  'file-not-read': {
    what: 'The file could not be read.',
    money: UNMOVED,
    next: 'Check that it is still there and that you may read it, then choose it again.',
  },
  'period-malformed': {
    what: 'The period has a day that is in no calendar.',
    money: UNMOVED,
    next: 'Choose the days again, from 1970 on.',
  },
  'period-empty': {
    what: 'The period ends before it begins.',
    money: UNMOVED,
    next: 'Choose an end that is later than the beginning.',
  },
  'period-zone': {
    what: 'This time zone is not known.',
    money: UNMOVED,
    next: 'Choose one from the list, such as Europe/Berlin or UTC.',
  },
  'statement-not-whole': {
    what: 'The lines of the statement do not come to the closing balance, so no file was written.',
    money: UNMOVED,
    next: 'Have the tables made anew in Settings, then make the statement again. Tell the policy admin if it stays so.',
  },
  'export-not-whole': {
    what: 'The file would not have had every row of its table, so no file was written.',
    money: UNMOVED,
    next: 'Have the tables made anew in Settings, then write the file again. Tell the policy admin if it stays so.',
  },
  'export-under-way': {
    what: 'Another file is being written just now.',
    money: UNMOVED,
    next: 'Wait until it is written, or call it off on the Statements screen.',
  },
  'export-called-off': {
    what: 'The file was called off; nothing of it is left.',
    money: UNMOVED,
    next: 'Save it again whenever you need it.',
  },
  'disk-full': {
    what: 'The disk is full: the file could not be written.',
    money: UNMOVED,
    next: 'Free some space, or choose another disk, and try again.',
  },
  'medium-read-only': {
    what: 'This disk or medium is read-only: nothing can be written there. What is on it can be read.',
    money: UNMOVED,
    next: 'Choose another place, or make the medium writable (its switch, or how it is mounted).',
  },
  'file-not-written': {
    what: 'The file could not be written.',
    money: UNMOVED,
    next: 'Check the free space and the rights of the folder, then try again.',
  },
};
