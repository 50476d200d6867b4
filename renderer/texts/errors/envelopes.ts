import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { DESK_ANEW, UNMOVED } from './sentences.ts';

const NOT_TAKEN = 'Nothing of the envelope was taken in; no money has moved.';
const MADE_AGAIN = 'Ask the station that made it for a new one.';
const TELL =
  'Stop, and tell the policy admin: somebody alters envelopes, or a station does not tell the truth.';
const FORKED =
  'Approve and sign nothing until the policy admin knows which of the two is right: a folder was copied or put back, or a station lies.';

/** Envelopes between stations. */
export const envelopesErrors = {
  'envelope-foreign': {
    what: 'This is no envelope of Sallyport.',
    money: NOT_TAKEN,
    next: 'Choose the file that the other station has written.',
  },
  'envelope-newer': {
    what: 'The envelope was made by a newer Sallyport, in a form that this one cannot read.',
    money: NOT_TAKEN,
    next: 'Update this station, or have the envelope made again in an older form. The message says which ones both read.',
  },
  'envelope-outdated': {
    what: 'A document in the envelope has the form of an older Sallyport.',
    money: NOT_TAKEN,
    next: 'Update the station that made it, and have the envelope made again.',
  },
  'envelope-oversize': {
    what: 'The envelope is larger than an envelope can be.',
    money: NOT_TAKEN,
    next: 'Put fewer proposals into one envelope.',
  },
  'envelope-bomb': {
    what: 'The envelope unpacks to more than it says. It was not unpacked further.',
    money: NOT_TAKEN,
    next: TELL,
  },
  'envelope-altered': {
    what: 'The envelope is not whole: a part of it is missing, or was altered on its way.',
    money: NOT_TAKEN,
    next: 'Copy the file again. If it is refused once more, ask for a new envelope.',
  },
  'envelope-malformed': {
    what: 'The envelope is not made as an envelope must be.',
    money: NOT_TAKEN,
    next: MADE_AGAIN,
  },
  'envelope-signature-bad': {
    what: 'The station that the envelope names has not signed it.',
    money: NOT_TAKEN,
    next: TELL,
  },
  'envelope-not-by-qr': {
    what: 'The envelope is too large for QR codes.',
    money: UNMOVED,
    next: 'Use a file. Or put fewer proposals into one envelope.',
  },
  'envelope-not-for-movement': {
    what: 'This cannot be sent to another station for approval.',
    money: 'It stays as it is; no money has moved.',
    next: 'Approve it at this station. Only what is built and approved one by one travels so far, no mandates.',
  },
  'envelope-not-for-station': {
    what: 'This station has no use for an envelope of this kind.',
    money: NOT_TAKEN,
    next: 'Take it to the station that it is for.',
  },
  'envelope-other-digest': {
    what: 'This is not the envelope that the screen showed.',
    money: NOT_TAKEN,
    next: 'Open the envelope again, and compare its digest.',
  },
  'envelope-treasury-first': {
    what: 'This station does not know a treasury yet.',
    money: NOT_TAKEN,
    next: 'Take in a treasury envelope from the desk first, and compare its word code and digest.',
  },
  'envelope-other-treasury': {
    what: 'The envelope, or something in it, is of another treasury.',
    money: NOT_TAKEN,
    next: 'Choose the envelope of this treasury.',
  },
  'envelope-other-network': {
    what: 'The envelope, or something in it, is for another network.',
    money: NOT_TAKEN,
    next: 'Choose the envelope of this network.',
  },
  'envelope-other-vault': {
    what: 'The envelope is about a vault that is not here.',
    money: NOT_TAKEN,
    next: 'Take it to the station that holds this vault.',
  },
  'envelope-own': {
    what: 'This very station made the envelope.',
    money: NOT_TAKEN,
    next: 'Take it to the other station, and bring back the envelope that it makes.',
  },
  'envelope-station-unknown': {
    what: 'The envelope was made by a station that is not known here, or with another key than its own.',
    money: NOT_TAKEN,
    next: 'Ask who made it. A new station is let in by its first envelope, when its digest was compared.',
  },
  'envelope-ahead': {
    what: 'The envelope is dated more than two minutes later than this computer has it now.',
    money: NOT_TAKEN,
    next: 'Compare the clocks of both computers.',
  },
  'envelope-expired': {
    what: 'The time in which the envelope could be taken in is over.',
    money: NOT_TAKEN,
    next: MADE_AGAIN,
  },
  'envelope-replayed': {
    what: 'This envelope was taken in before.',
    money: 'It changed what it had to change then; nothing happened now.',
    next: 'Go on with the newest envelope. This one can be deleted.',
  },
  'envelope-older': {
    what: 'A later envelope of this kind from this station was taken in before.',
    money: NOT_TAKEN,
    next: 'Use the newest envelope.',
  },
  'envelope-policy-older': {
    what: 'The envelope was made under an older policy than this station has.',
    money: NOT_TAKEN,
    next: 'Take a treasury envelope to the station that made it, and have it made again.',
  },
  'envelope-policy-newer': {
    what: 'The envelope was made under a newer policy than this station has.',
    money: NOT_TAKEN,
    next: 'Take in a treasury envelope first, then this one.',
  },
  'policy-forked': {
    what: 'There are two different policies of one version.',
    money: NOT_TAKEN,
    next: FORKED,
  },
  'journal-forked': {
    what: 'A station has two different journals, or has made two envelopes of one number.',
    money: NOT_TAKEN,
    next: FORKED,
  },
  'journal-lost': {
    what: 'The station that made the envelope has lost a part of its journal.',
    money: NOT_TAKEN,
    next: 'Have that station settled by two officers before anything of it is believed.',
  },
  'journal-behind-envelope': {
    what: 'Another station knows more of the journal of this station than is here: this folder is older than it was.',
    money: NOT_TAKEN,
    next: `Approve and sign nothing here. Put back the newer folder, or have two officers settle this one. ${DESK_ANEW}`,
  },
  'officer-card-bad': {
    what: 'The card is not signed with the key that it shows.',
    money: NOT_TAKEN,
    next: 'Have the card made again, at the desk of its officer.',
  },
  'reply-unasked': {
    what: 'The envelope answers something that this station never gave out.',
    money: NOT_TAKEN,
    next: TELL,
  },
  'reply-other-bytes': {
    what: 'The envelope answers other bytes than those that this station gave out.',
    money: NOT_TAKEN,
    next: TELL,
  },
  'drop-folder-none': {
    what: 'No folder for envelopes is chosen at this station.',
    money: UNMOVED,
    next: 'Choose one under Envelopes, or send the envelope as a file.',
  },
  'drop-folder-unfit': {
    what: 'This cannot be the folder for envelopes.',
    money: UNMOVED,
    next: "Choose a folder that exists, outside of the treasury's own.",
  },
  'drop-folder-gone': {
    what: 'The folder for envelopes is not there, or cannot be read.',
    money: 'Nothing comes in by it and nothing goes out; no money has moved.',
    next: 'Connect the drive or start the program that shares the folder. Files can be opened and saved meanwhile.',
  },
  'drop-folder-crowded': {
    what: 'The folder for envelopes holds more files than this station looks at.',
    money: 'An envelope may lie there unseen; no money has moved.',
    next: 'Remove what is not needed from the folder. An envelope can be opened as a file meanwhile.',
  },
  'drop-file-name': {
    what: 'The name of the file has characters that a screen does not show as they are.',
    money: NOT_TAKEN,
    next: 'Ask who put it there. An envelope has a plain name when it is saved.',
  },
  'drop-file-not-plain': {
    what: 'It has the name of an envelope, and is a link, a folder or a device.',
    money: NOT_TAKEN,
    next: 'Ask who put it there, and remove it.',
  },
  'drop-file-changing': {
    what: 'The file is still being written.',
    money: NOT_TAKEN,
    next: 'Wait until it is whole: it is looked at again by itself.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
