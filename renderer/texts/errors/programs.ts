import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { GET_AGAIN, NO_OPINION, UNMOVED } from './sentences.ts';

/** The chain's official library, processes, files, and bugs. */
export const programsErrors = {
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
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
