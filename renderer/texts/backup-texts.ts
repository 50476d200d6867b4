/** Backups of the whole treasury, and what comes back from them. */
export const backupTexts = {
  title: 'Backup',
  last: 'Last backup',
  lastBy: (when: string, who: string) => `${when}, by ${who}`,
  nobody: 'an officer of an earlier policy',
  never: 'none yet, as far as this journal tells',
  keys: {
    none: 'without files of vaults and officers',
    vaults: 'with vault files',
    officers: 'with officer files',
    both: 'with vault and officer files',
  },
  outdated:
    'A ceremony was completed after the last backup: its vault and its policy are in none. Make a new one.',
  missing:
    'This treasury was never backed up. If this computer is lost, names of customers, journal and policies are lost with it.',
  neverHint: 'If this computer is lost, names of customers, journal and policies are lost with it.',
  lead: 'One encrypted file with the journal, accounts, policies, records of ceremonies and what the vaults remember. Keep it on another medium, in another place.',
  make: 'Back up…',
  toSettings: 'Go to backup',

  dialogTitle: 'Back up the treasury',
  passphraseHint:
    'A passphrase of its own, for this file alone. Nobody can open the backup without it: keep it apart from the file.',
  withKeys: 'Files that hold keys',
  withKeysHint:
    'Left out unless you choose them. Each stays encrypted with its own password; whoever has file and password has the key. It takes two officers, and the journal names each.',
  withOfficers: 'Files of all officers',
  withOfficersHint:
    'There are no words for them: without a copy of their file, officers cannot sign in elsewhere.',
  withVault: (vault: string) => `File of ${vault}`,
  withVaultHint: 'Its words bring it back too.',
  vaultPassword: (vault: string) => `Password of ${vault}`,
  vaultPasswordHint: 'The copy is opened with it, to prove it.',
  notIn: "The station's own key is never in a backup: what is restored is a new station.",
  do: 'Choose a place and write',
  writing: 'Copying, encrypting, and reading it back to compare.',
  done: 'Backup written, read back and compared',

  restoreTitle: 'Restore a backup',
  restoreLead:
    'Makes a treasury’s folder of a backup file, on this computer. Nothing is written before all of it is verified.',
  restoreOpen: 'Restore a backup',
  steps: ['Choose the file and look into it', 'Choose an empty folder', 'Two officers enrol this computer'],
  file: 'Backup file',
  noFile: 'No file chosen',
  choose: 'Choose a file',
  passphrase: 'Passphrase of the backup',
  look: 'Look into it',
  looking: 'Reading all of it and comparing every file.',
  whole: 'Whole: every file is as it was written.',
  treasury: 'Treasury',
  network: 'Network',
  made: 'Made',
  madeBy: (when: string, version: string) => `${when}, by Sallyport ${version}`,
  age: (days: number) => (days < 1 ? 'less than a day old' : days === 1 ? 'a day old' : `${days} days old`),
  journal: 'Journal',
  head: (seq: number, when: string) => `ends with entry ${seq}, ${when}`,
  policy: 'Policy',
  policyVersion: (n: number) => `version ${n}`,
  files: 'Files',
  fileCount: (n: number, bytes: string) => `${n}, together ${bytes} encrypted`,
  digest: 'SHA-256',
  newer: (missing: number) =>
    missing === 1
      ? 'The journal had one more entry after this backup'
      : `The journal had ${missing} more entries after this backup`,
  newerHow: (seq: number, when: string, backup: number) =>
    `Compared with what this computer remembers of the treasury from its last use here: entry ${seq}, ${when}. The backup ends with entry ${backup}.`,
  newerUsual:
    'A few are always missing: writing the backup is an entry itself, and so are signing out and locking.',
  newerDo:
    'If the folder of this treasury still opens on this computer, use that one and restore nothing. If accounts, payments or policies may have changed after the backup, look for a newer backup first. What is restored is held until two officers have settled it.',
  vaults: 'Vaults',
  officers: 'Officers',
  inBackup: 'file is in the backup',
  vaultMissing: 'no file in it: its words bring it back, in a ceremony',
  officerMissing: 'no file in it: their own copy goes into the folder “officers”',
  target: 'Choose an empty folder and restore',
  restoring: 'Unpacking, and comparing the journal with the backup.',
  restored: 'The treasury is restored',
  restoredTo: 'Folder',
  open: 'Open it',
  leave: 'Back',
  nextSteps: 'What comes next',
  next: {
    enrol:
      'Two officers sign in and settle the folder: this computer becomes its new station, and the one before is retired.',
    ledger:
      'The ledger is followed from where the backup ends. A payment with your keys that it does not know holds the folder once more, until two officers have settled it.',
    vault: (vault: string) =>
      `${vault}: its file is missing. Restore it from its words in a ceremony, on the Vaults screen.`,
    officer: (name: string) =>
      `${name}: the key file is missing. Put their own copy into the folder “officers”.`,
    requests: 'Requests from before are never signed. Whoever needs them makes them again.',
  },

  wordsTitle: 'From words alone',
  wordsLead: 'Without a backup, the words of a vault bring back its coins and nothing else.',
  comes: 'Comes back',
  comesList: [
    'The keys of the vault, and with them every coin that it has',
    'The addresses that the network shows as used, with their balances',
  ],
  lost: 'Does not come back',
  lostList: [
    'Names of accounts, and which address is whose',
    'The journal: who asked, approved and paid',
    'Officers and the policy: a new treasury begins with its own',
    'Open requests, approvals, and what counts in the limits',
  ],
  missingVaults: (vaults: string) => `No file here for ${vaults}`,
  missingVaultsHint: 'This folder was restored without it. Restore the vault from its words in a ceremony.',
  missingOfficer: 'key file is not on this computer',
} as const;
