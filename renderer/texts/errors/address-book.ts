import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { NOT_SIGNED, UNMOVED } from './sentences.ts';

const NOTHING_ENTERED = 'Nothing was entered; no money has moved.';
const NOT_VERIFIED = 'Nothing was verified; no money has moved.';

/** The address book. */
export const addressBookErrors = {
  'book-at-desk': {
    what: 'This station has no vaults: its address book comes from the desk that has them.',
    money: UNMOVED,
    next: 'Change the book at that desk. The next treasury envelope brings it here.',
  },
  'book-import-malformed': {
    what: 'This file is no list of recipients.',
    money: NOTHING_ENTERED,
    next: 'Its first row has the headings name and address, and note and groups where it has them; at most 1000 rows follow, with commas between their cells.',
  },
  'book-address-known': {
    what: 'The address book has a recipient with this address.',
    money: NOTHING_ENTERED,
    next: 'Look it up in the list. To enter it anew, remove that recipient first.',
  },
  'book-name-known': {
    what: 'The address book has a recipient whose name reads the same.',
    money: NOTHING_ENTERED,
    next: 'Choose another name: who pays must be able to tell the two apart.',
  },
  'book-address-differs': {
    what: 'This is not the address that was entered.',
    money: NOT_VERIFIED,
    next: 'Compare your source with that of the officer who entered it. If theirs was wrong, remove the recipient and enter it again.',
  },
  'book-groups-malformed': {
    what: 'These groups cannot be read.',
    money: NOTHING_ENTERED,
    next: 'Up to ten names with commas between them, each once.',
  },
  'book-entry-unknown': {
    what: 'The address book has no such recipient: it was removed, or was never told to this vault.',
    money: NOT_SIGNED,
    next: 'Look it up in the address book. One that is not there is entered and verified before it is paid.',
  },
  'book-entry-unverified': {
    what: 'Not enough officers have verified this recipient.',
    money: NOT_SIGNED,
    next: 'Another officer verifies it in the address book. A vault counts only officers who were in its policy when it was told.',
  },
  'book-entry-cooling': {
    what: 'This recipient was verified only just, and cannot be paid yet.',
    money: NOT_SIGNED,
    next: 'The address book says from when on. A vault counts from when it was told of it, which is when it was open next.',
  },
  'book-entry-other': {
    what: 'The request pays another address than the recipient that it names.',
    money: NOT_SIGNED,
    next: 'Do not go on with this payment. Stop it, and request it again from the address book.',
  },
  'book-entry-settled': {
    what: 'Nothing of this recipient waits any more as it was shown.',
    money: NOT_VERIFIED,
    next: 'Somebody has changed, verified or removed it meanwhile. Look at it again.',
  },
  'book-word-bad': {
    what: 'A document of the address book is not signed by an officer of this treasury.',
    money: UNMOVED,
    next: 'Nothing of it counts. If an envelope brought it, have that made again; if the journal has it, tell the policy admin.',
  },
  'book-verifier-same': {
    what: 'Another officer has to verify this: you have signed for it already.',
    money: NOT_VERIFIED,
    next: 'Somebody else signs in and types the whole address from another source.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
