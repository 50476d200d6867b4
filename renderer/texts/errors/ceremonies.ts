import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { NOTHING_KEPT, UNMOVED } from './sentences.ts';

/** Words, shares, sheets and transcripts. */
export const ceremoniesErrors = {
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
  'fingerprint-malformed': {
    what: 'This is not the fingerprint of a vault.',
    money: UNMOVED,
    next: 'Type it as it stands on the sheet: two blocks of four, of the digits 0 to 9 and the letters A to F.',
  },
  'sheet-first': {
    what: 'No word is shown before its sheet is there.',
    money: UNMOVED,
    next: 'Save the blank sheet and print it, or say that it is written by hand.',
  },
  'sheet-left-out': {
    what: 'Not every sheet was typed back.',
    money: UNMOVED,
    next: 'Type serial and fingerprint from each sheet of the list. If a sheet is missing, find it: it has words on it.',
  },
  'sheet-twice': {
    what: 'One sheet was typed twice.',
    money: UNMOVED,
    next: 'Take the sheet that the line names. If it does not exist, abandon the ceremony: fewer sheets were made than planned.',
  },
  'sheet-other': {
    what: 'The serial is that of another sheet.',
    money: UNMOVED,
    next: 'Take the sheet that the line names, and type the serial that stands on it.',
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
    what: 'The search found more used addresses than are looked at in one go.',
    money: UNMOVED,
    next: 'In a ceremony pass it over, and look for money afterwards, on the Vaults screen. There, take a smaller gap.',
  },
  'search-under-way': {
    what: 'This station looks for money already.',
    money: UNMOVED,
    next: 'Wait until that search has ended, or call it off.',
  },
  'search-called-off': {
    what: 'The search was called off. Nothing of it was recorded.',
    money: UNMOVED,
    next: 'Look again whenever you want.',
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
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
