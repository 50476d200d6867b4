import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { DESK_ANEW, UNMOVED } from './sentences.ts';

const AUDITOR = `Keep the file as it is and tell the auditor. ${DESK_ANEW}`;

/** Journal, statements and exports. */
export const booksErrors = {
  'journal-behind-seal': {
    what: 'The journal does not hold an entry that the vault has sealed. An older copy of the books may have been put back.',
    money: 'The vault stays shut and signs nothing; the money on the chain is untouched.',
    next: 'Stop, put the newer books back if they are there, and tell the policy admin and the auditor.',
  },
  'journal-malformed': {
    what: 'An entry of the journal cannot be read.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: AUDITOR,
  },
  'journal-chain-broken': {
    what: 'An entry of the journal does not follow from the one before: it was altered.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: AUDITOR,
  },
  'journal-sequence-broken': {
    what: 'An entry of the journal is missing, doubled or out of order.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: AUDITOR,
  },
  'journal-signature-bad': {
    what: 'An entry of the journal does not carry a valid signature.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: AUDITOR,
  },
  'journal-truncated': {
    what: 'The end of the journal was cut off.',
    money: 'The money is untouched; the record of what happened to it cannot be trusted.',
    next: AUDITOR,
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
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
