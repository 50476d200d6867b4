import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { DESK_ANEW, NOTHING_RESTORED, UNMOVED } from './sentences.ts';

/** Treasury, station, and backups of a whole treasury. */
export const treasuriesErrors = {
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
    next: `Restore the folder from a backup. ${DESK_ANEW}`,
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
    what: 'This copy runs on an evaluation runtime, which is for practice and own networks on this computer only.',
    money: UNMOVED,
    next: 'Use the official build for real money.',
  },
  'practice-only': {
    what: 'This is possible only on a practice network.',
    money: UNMOVED,
    next: 'Do it in a practice treasury.',
  },
  'practice-by-grpc': {
    what: 'This desk asks a practice node at an address by gRPC, which knows no play money and ends no epoch.',
    money: UNMOVED,
    next: "Do it where that node runs, by its JSON-RPC address. A practice node of the desk's own needs nothing of this.",
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
    next: 'Tell the policy admin. Make the tables anew under Settings, then let two officers settle the alarm (at an officer’s desk, its officer).',
  },
  'books-not-rebuilt': {
    what: 'The journal itself was changed, so no tables can be made from it.',
    money: 'Nothing is built, approved or signed until that is settled.',
    next: `Tell the policy admin. Restore the folder from a backup. ${DESK_ANEW}`,
  },
  'books-unsettled': {
    what: 'There was an alarm, and officers have not settled it yet.',
    money: UNMOVED,
    next: 'Find out what caused it. Two officers then settle the alarm under Settings; at an officer’s desk, its officer does.',
  },
  'books-whole': {
    what: 'The books are as the signed journal says: there is nothing to do.',
    money: UNMOVED,
    next: 'Go on with your work.',
  },
  'store-damaged': {
    what: 'The database is damaged.',
    money: 'The money on the chain is untouched.',
    next: `Tell the policy admin. Close the treasury and rebuild its books with npm run rebuild-books, or restore the folder from a backup. ${DESK_ANEW}`,
  },
  'store-ended': {
    what: 'The part of Sallyport that keeps the books has ended.',
    money: 'What you asked for last may be recorded or not; the money on the chain is untouched.',
    next: 'Close the treasury and open it again, and look whether it is there before you ask again.',
  },
  'store-foreign': {
    what: 'The database in this folder belongs to another program.',
    money: 'Nothing was opened and nothing was changed.',
    next: `Move that file away and restore the folder from a backup. ${DESK_ANEW}`,
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
    next: `Tell the policy admin. Rebuild the books with npm run rebuild-books, or restore the folder from a backup. ${DESK_ANEW}`,
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
    next: `Look for the newer folder first. If it is lost, follow the steps of the repair above the screen. ${DESK_ANEW}`,
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
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
