import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { FILE_SAFE, FOLDER_SAFE, FROM_BACKUP, UNMOVED } from './sentences.ts';

/** Vaults' files, and the folder of another wallet. */
export const vaultFilesErrors = {
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
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
