/** Words about the second opinion of IOTA's official wallet library. */
export const officialTexts = {
  title: 'Second opinion',
  lead: "IOTA's own wallet library can open a copy of a vault and derive its addresses, without any of our code. Nothing else needs it.",
  library: 'Official library',
  here: (name: string, version: string) => `${name} ${version} works here`,
  notHere: (name: string) => `${name} is not here`,
  broken: (name: string) => `${name} is here, but cannot be asked`,
  looking: 'Looking whether it works',
  why: 'Why',
  whyMissing:
    "Its native part comes from IOTA's releases on GitHub, not from the package registry, so it is not installed with Sallyport.",
  lookedIn: 'Looked for in',
  howTo: 'To get it',
  how: (folder: string) => [`npm ci --prefix "${folder}"`, `npm run fetch --prefix "${folder}"`],
  howHint: 'In a terminal, where GitHub can be reached. docs/iota-wallet.md says what it does.',
  again: 'Look again',
  digest: 'Digest',
  digestHint:
    "Nobody signs the library's native part. Compare this SHA-256 over all of its files between your computers of one kind.",
  apart: 'Kept apart',
  apartSays: (how: string) => `It is kept apart like this: ${how}.`,
  apartIs: {
    enclosed: 'no network, no other process, nothing to change on the disk: the system keeps it in',
    process:
      'a process of its own, without environment; this system cannot take its network and its folders away',
  },
  unenclosed:
    'Ask it all the same: while it is asked it has the keys of this vault, and its native code could use the network and the files of this user',
  action: 'Second opinion',
  dialog: (vault: string) => `Second opinion on ${vault}`,
  intro:
    "A copy of the vault's file is made under a password that is used once. The official library derives addresses from it, they are compared with ours, and the copy is removed. It never gets the vault's own password.",
  ask: 'Ask the official library',
  working: 'Opening the file, then asking the library',
  agrees: (vault: string, compared: number) =>
    compared === 1
      ? `The official library derives the same address of ${vault}`
      : `The official library derives the same ${compared} addresses of ${vault}`,
  noted: 'It is in the journal under your name.',
  close: 'Close',
  password: 'Password of this vault',
  stepTitle: 'Ask the official library',
  stepIntro:
    "The backup is checked. IOTA's own library can also say whether the file of this vault gives the same addresses.",
  passOver: 'Go on without it',
  passOverHint: 'The transcript says that it was passed over, or that it differed.',
  passOverMissing: 'The backup was checked all the same: this step is an addition.',
} as const;
