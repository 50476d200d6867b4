import type { ErrorCode } from '../../../electron/core/error-code.ts';
import { MAX_REFERENCE_LENGTH } from '../../../electron/core/movement/reference.ts';
import type { ErrorText } from './error-text.ts';
import { NOT_CREATED, NOT_FROM_COLD, NOT_REQUESTED, RETYPE_AMOUNT, UNMOVED } from './sentences.ts';

/** What a person has typed: amounts, addresses, names, passwords. */
export const typedErrors = {
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
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
