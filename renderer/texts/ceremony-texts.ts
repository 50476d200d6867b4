import type { CeremonyKind, SplitShape } from '../../electron/core/ceremony/ceremony-plan.ts';
import type { StepKind } from '../../electron/core/ceremony/ceremony-steps.ts';
import type { SheetContent, SheetOrigin } from '../../electron/core/ceremony/sheet.ts';
import { WRONG_LINE } from '../../electron/core/ceremony/wrong-line.ts';
import type { RestoreSource } from '../screens/ceremonies/ceremony-kinds.ts';

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** What a ceremony is called, and what it is for. */
export const ceremonyText: Record<CeremonyKind, { readonly name: string; readonly what: string }> = {
  create: {
    name: 'Create vault',
    what: 'Draws the words of a new vault, puts them on paper, checks and rehearses them, and writes its file.',
  },
  shares: {
    name: 'Split into shares',
    what: 'Splits the words of an existing vault into shares: enough of them remake it, fewer tell nothing.',
  },
  restore: {
    name: 'Restore vault',
    what: 'Makes a vault again from its words, its shares, or a Stronghold file.',
  },
  'check-backup': {
    name: 'Check a backup',
    what: 'Tells to which vault a backup belongs, and nothing else.',
  },
  rotate: {
    name: 'Rotate vault',
    what: 'Makes a new vault in the place of an old one, prepares the moves of all its money, and retires it.',
  },
};

export const ceremonyResultText = {
  completed: 'Completed',
  belongs: 'Backup belongs to a vault',
  'belongs-to-none': 'Backup belongs to none',
} as const;

/** One short line for each step. */
export const stepText: Record<StepKind, string> = {
  'officers-present': 'Officers present',
  'entropy-mixed': 'Mix in dice or coins',
  'words-shown': 'Write down the words',
  'words-reentered': 'Read all words back',
  'secret-split': 'Split into shares',
  'share-shown': 'Write down',
  'share-reentered': 'Read back',
  'sheets-labelled': 'Type back the labels',
  'words-rehearsed': 'Rehearse the words',
  'shares-rehearsed': 'Rehearse the shares',
  'password-set': 'Set the password',
  'vault-written': 'Write the vault file',
  'backup-entered': 'Type the backup',
  'file-opened': 'Open the file',
  'vault-proven': 'Prove the vault',
  'address-proven': 'Confirm the first address',
  'accounts-searched': 'Search used accounts',
  'backup-answered': 'Answer',
  'library-asked': 'Ask the official library',
  'sweep-prepared': 'Prepare the moves',
  'old-vault-retired': 'Retire the old vault',
};

const remakes = (needed: number, made: number, what: string): string => {
  if (made === 1) return `The one ${what} remakes`;
  if (needed === made) return `All ${made} ${what}s together remake`;
  return needed === 1 ? `Any one of ${made} ${what}s remakes` : `Any ${needed} of ${made} ${what}s remake`;
};

const shareName = (group: number, share: number, groups: number): string =>
  groups > 1 ? `share ${share} of group ${group}` : `share ${share}`;

/** What a sheet has on it. */
export function sheetText(content: SheetContent): string {
  if (content.kind === 'words') return `${content.words} words`;
  const { group, groups, share, of } = content;
  return groups > 1 ? `Group ${group} of ${groups}, share ${share} of ${of}` : `Share ${share} of ${of}`;
}

export const sourceText: Record<RestoreSource, { readonly name: string; readonly hint: string }> = {
  words: { name: 'Words', hint: 'The 12 to 24 words of one sheet' },
  shares: { name: 'Shares', hint: 'As many sheets of a SLIP-39 set as it asks for' },
  file: { name: 'Stronghold file', hint: "Sallyport's own, Firefly's, or wallet.rs's, with its password" },
};

/** Scores of the password meter, 0 to 4, in words. */
export const strengthText: readonly { readonly word: string; readonly means: string }[] = [
  { word: 'Far too weak', means: 'Guessed at once.' },
  { word: 'Too weak', means: 'Guessed within minutes by anyone who has the file.' },
  { word: 'Weak', means: 'Holds off a passer-by, not somebody who wants the money.' },
  { word: 'Good', means: 'Withstands a determined attacker for a long time.' },
  { word: 'Strong', means: 'Guessing it is out of reach.' },
];

/** What can be said about a weak password; the meter's other hints say the same. */
export const strengthAdvice =
  'Take five or more unrelated words, or a long sentence that is written nowhere else.';

export const vaultTexts = {
  title: 'Vaults',
  lead: 'Each vault is one secret: its words on paper, and its file under a password.',
  list: 'Vaults',
  fingerprint: 'Fingerprint',
  fingerprintHint: 'It is on every sheet of this vault and reveals nothing.',
  accounts: 'Accounts',
  balance: 'Balance',
  balanceHidden: 'Sign in to see',
  firstAddress: 'First address',
  retired: 'Retired',
  actions: (name: string) => `Actions for ${name}`,
  shares: 'Split into shares',
  rotate: 'Rotate',
  password: 'Change password',
  copy: 'Save a verified copy',
  toKnow: 'Good to know',
  notInFile: 'The words are not in the Stronghold file and cannot be shown again.',
  notInFileHint: 'They are only on paper. If the sheets are lost, rotate the vault while it still opens.',
  twoThings:
    'Password and words are two different things: the password opens this file, the words remake the vault anywhere.',
  twoThingsHint:
    'Changing the password changes nothing on the sheets, and whoever has the words needs no password.',
  practiceVaults:
    'The two vaults that a practice treasury begins with have no sheets of words; create or rotate one here to drill the whole way.',
  past: 'Past ceremonies',
  pastNone: 'There was no ceremony yet.',
  pastHint: 'Each ends with a transcript: who was present, every step with its time, never a secret.',
  pastColumns: {
    when: 'Ended',
    what: 'Ceremony',
    vault: 'Vault',
    officers: 'Present',
    save: 'Transcript',
  },
  noVault: 'no vault',
  sheets: (n: number) => count(n, 'sheet', 'sheets'),
  pdf: 'PDF',
  json: 'JSON',
  savePdf: (what: string, when: string) => `Save transcript as PDF: ${what}, ${when}`,
  saveJson: (what: string, when: string) => `Save transcript as JSON: ${what}, ${when}`,
  saved: 'Transcript saved',
  changeTitle: (name: string) => `Change the password of ${name}`,
  changeIntro:
    'The file is encrypted again under the new password and checked before it takes the place of the old one. Copies made earlier keep the old password.',
  oldPassword: 'Present password',
  changeDo: 'Change password',
  changed: (name: string) => `The password of ${name} was changed`,
  copyTitle: (name: string) => `Save a copy of ${name}`,
  copyIntro:
    'You say where. The copy is written, read again, opened with the password and compared, then reported as saved.',
  copyDo: 'Choose where and save',
  copied: 'Verified copy saved',
  working: 'The file is encrypted with a key that is slow on purpose.',
} as const;

export const beginTexts = {
  back: 'Back to vaults',
  begin: 'Begin the ceremony',
  steps: 'What will happen',
  moreSteps: (n: number) => `and ${n} more`,
  plan: 'Backup',
  backup: 'Put the backup on',
  backupChoices: {
    words: 'One sheet of 24 words',
    shares: 'Shares instead',
    both: 'Words and shares',
  },
  backupHints: {
    words: 'Whoever has the sheet has the vault. Keep it where no single person can get at it.',
    both: 'One sheet for a safe, and shares for people in different places.',
  },
  groupsNeeded: 'Groups needed',
  groups: 'Groups',
  group: (n: number) => `Group ${n}`,
  oneGroup: 'Shares',
  threshold: 'Shares needed',
  thresholdOf: (group: number) => `Shares needed of group ${group}`,
  count: 'Shares made',
  countOf: (group: number) => `Shares made for group ${group}`,
  of: 'of',
  addGroup: 'Add a group',
  removeGroup: (n: number) => `Remove group ${n}`,
  /** @param words whether a sheet with the words is made as well */
  splitMeans: ({ groupThreshold, groups }: SplitShape, words: boolean) => {
    const each = groups.map(({ threshold, count: made }) => `${threshold} of ${made}`);
    const sheets = groups.reduce((sum, group) => sum + group.count, 0);
    const all = count(sheets + (words ? 1 : 0), 'sheet of paper is', 'sheets of paper are');
    const paper = `${all} written${words ? ', one of them with the words' : ''}.`;
    return groups.length === 1
      ? `${remakes(groups[0]!.threshold, sheets, 'share')} the vault. ${paper}`
      : `${remakes(groupThreshold, groups.length, 'group')} the vault. Shares needed group by group: ${each.join(', ')}. ${paper}`;
  },
  /** What one sheet gives away, and what is lost with it, where the shares are the only backup. */
  splitKeeps: ({ groupThreshold, groups }: SplitShape) => {
    const alone = groupThreshold === 1 && groups.some(({ threshold }) => threshold === 1);
    if (alone && groups.length === 1)
      return 'The one sheet gives the vault away; losing it loses the backup.';
    // One of several groups is enough here, so that another can always do.
    if (alone) return 'The sheet of a group of one gives the vault away; losing one sheet loses nothing.';
    const secret = 'No single sheet gives the vault away';
    const tight = groups.filter(({ threshold, count: made }) => threshold === made).length;
    if (groupThreshold < groups.length || tight === 0) return `${secret}; losing one loses nothing.`;
    return tight === groups.length
      ? `${secret}; all are needed, so losing one loses the backup.`
      : `${secret}; losing one of a group that needs all of its sheets loses the backup.`;
  },
  from: 'Restore from',
  checkFrom: 'The backup is on',
  vault: 'The vault',
  name: 'Name of the vault',
  nameHint: 'Unique in this treasury.',
  kind: 'Kind',
  kinds: { hot: 'Hot', cold: 'Cold' },
  kindHints: {
    hot: 'Pays customers, opened every day',
    cold: 'Holds most of the money, opened rarely',
  },
  officers: 'Officers present',
  officersHint:
    'Everyone in the room who takes part, each with their own password. All of them sign the transcript at the end.',
  passwordOf: (name: string) => `Password of ${name}`,
  rules: {
    create: 'A new vault needs a new policy, and a policy is signed by those who answer for it.',
    restore: 'A vault that comes back needs a new policy, and a policy is signed by those who answer for it.',
    rotate: 'The new vault needs a new policy, signed by those who answer for it, and a maker for the moves.',
    shares: 'Nobody handles shares without a witness.',
    'check-backup': 'The answer is written into the journal under one name.',
  } satisfies Record<CeremonyKind, string>,
  needs: {
    admins: (people: number) => count(people, 'policy admin', 'policy admins'),
    group: (people: number, group: string) => `${people} of ${group}`,
    maker: () => 'A maker',
    anybody: (people: number) => count(people, 'officer', 'officers'),
  },
  met: 'present',
  unmet: 'still missing',
  beginning: 'Checking the passwords, one after the other; each is slow on purpose.',
  needsName: 'Give the vault a name.',
  needsOfficers: 'Not everyone who is needed is present.',
} as const;

const lockedWhat = {
  create: 'No vault was made of it, and what was drawn is wiped. Destroy every sheet that was begun.',
  rotate:
    'No new vault was made of it, and what was drawn is wiped. Destroy every new sheet that was begun; keep those of the old vault.',
  shares: 'Nothing has changed. Destroy every sheet of a share that was begun; keep the sheet of the words.',
  restore: 'No vault was restored. Keep the backup: it is as good as before.',
  'check-backup': 'No answer was written down. Keep the sheets of the backup.',
} as const satisfies Record<CeremonyKind, string>;

export const stageTexts = {
  nav: 'Ceremony',
  steps: 'Steps of the ceremony',
  done: 'done',
  passedOver: 'passed over',
  now: 'now',
  later: 'later',
  tries: (n: number) => count(n, 'failed try', 'failed tries'),
  stepShare: (what: string, group: number, share: number, groups: number) =>
    `${what} ${shareName(group, share, groups)}`,
  known: 'What is known',
  vault: 'Vault',
  noVault: 'not known yet',
  replaces: 'In place of',
  fingerprint: 'Fingerprint',
  noFingerprint: 'not known yet',
  onSheets: 'on the sheets: type it from there',
  rolled: 'Rolled',
  rolledBits: (n: number) => `${n} bits added by hand`,
  sheets: 'Sheets',
  sheetsLater: 'Their serials appear as soon as the vault is known.',
  officers: 'Officers present',
  signed: 'signed',
  deviations: 'Deviations',
  noDeviations: 'None noted.',
  note: 'Note a deviation',
  noteTitle: 'Note a deviation',
  noteIntro:
    'What went otherwise than planned: a pen that failed, somebody who left the room. It is written into the transcript. Never write words of a backup.',
  noteText: 'What happened',
  noteBy: 'Noted by',
  noteDo: 'Write it down',
  noted: 'Deviation noted',
  noteEmpty: 'Write what happened.',
  abandon: 'Abandon the ceremony',
  abandonTitle: 'Abandon this ceremony?',
  abandonIntro: {
    create:
      'Nothing becomes of it: no vault is written, and what was drawn is wiped. Destroy every sheet that was begun. The journal says that it was abandoned.',
    rotate:
      'Nothing becomes of it: no new vault is written, and what was drawn is wiped. Destroy every new sheet that was begun; keep those of the old vault. The journal says that it was abandoned.',
    shares:
      'What was typed is wiped, and the vault stays as it is. Destroy every sheet of a share that was begun: enough of them would remake the vault. Keep the sheet of its words. The journal says that it was abandoned.',
    restore:
      'Nothing becomes of it: no vault is written, and what was typed is wiped. Keep the backup, its sheets or its file: it is as good as before. The journal says that it was abandoned.',
    'check-backup':
      'Nothing becomes of it: no answer is written down, and what was typed is wiped. Keep the sheets of the backup. The journal says that it was abandoned.',
  } satisfies Record<CeremonyKind, string>,
  lockedTitle: 'The lock has ended the ceremony',
  lockedWhat,
  /** Names the sheets of that ceremony: the warning may still stand there when another one is held. */
  lockedDetail: (kind: CeremonyKind, serials: readonly string[]): string =>
    serials.length === 0
      ? lockedWhat[kind]
      : `${lockedWhat[kind]} Its sheets: ${serials.join(', ')}. Sheets of another ceremony are not meant.`,
  abandonDo: 'Abandon it',
  abandonKeep: 'Go on with it',
  waiting: 'One moment',

  entropy: {
    title: 'Throw dice or coins, if you like',
    intro:
      'The system draws 256 bits. What you throw is mixed in, so that the words stay unguessable even if one of the two were not random.',
    formula: 'blake2b-256("sallyport/entropy/1/" + kind ‖ 256 system bits ‖ your throws)',
    kind: 'You throw',
    dice: 'Dice',
    coin: 'Coins',
    field: 'Throws',
    hintDice: 'Type what the dice show, 1 to 6, one after the other.',
    hintCoin: 'Type h for heads and t for tails, or 1 and 0.',
    counted: (rolls: number, bits: number) =>
      `${count(rolls, 'throw', 'throws')} counted: ${count(bits, 'bit', 'bits')} of 256 added`,
    mix: 'Mix in and draw the words',
    skip: 'Draw the words without',
    full: 'More throws add nothing to a full 256 bits; they do no harm.',
  },
  show: {
    title: 'Write down the words',
    titleShare: (group: number, share: number, groups: number) =>
      `Write down ${shareName(group, share, groups)}`,
    intro:
      'Copy each word by hand, with its number, onto the sheet. No photograph, no printer, no other screen.',
    introShare: 'A sheet of its own for this share. Copy each word by hand, with its number.',
    sheetFirst: 'First the sheet: save its blank form, or write it by hand.',
    coveredHint: 'The words are shown while this window is in front, and are covered when it is left.',
    unprotected:
      'This system cannot keep the window out of screenshots and shared screens. Close whatever records the screen before you uncover the words.',
    show: (first: number, last: number) => `Show words ${first} to ${last}`,
    cover: 'Cover the words',
    next: 'Next words',
    back: 'Words before',
    page: (first: number, last: number, total: number) => `Words ${first} to ${last} of ${total}`,
    list: 'Words to write down',
    written: (n: number) => `All ${n} are on paper`,
    once: vaultTexts.notInFile,
  },
  enter: {
    title: 'Read all words back',
    titleShare: (group: number, share: number, groups: number) =>
      `Read ${shareName(group, share, groups)} back`,
    intro: 'Type every word from the sheet, not from memory. This proves that the sheet can be read.',
    keys: 'Type the first letters; Tab or Enter takes the marked word, arrows choose another.',
    fields: 'Words of the backup',
    field: (n: number) => `Word ${n}`,
    completions: (n: number) => `Completions for word ${n}`,
    group: (first: number, last: number, total: number) => `Words ${first} to ${last} of ${total}`,
    check: 'Check these words',
    checkShare: 'Check the share',
    next: 'Next words',
    back: 'Words before',
    unknown: 'Not a word of the list',
    missing: 'Still empty',
    wrong: 'Not what was shown',
    wrongCount: (n: number) =>
      `${count(n, 'word is', 'words are')} not what was shown. Compare the marked ${n === 1 ? 'line' : 'lines'} with the sheet.`,
    wrongHint: `${WRONG_LINE} Look at the words again for that; the transcript says so.`,
    again: 'Show the words again',
  },
  split: {
    title: 'Split into shares',
    intro: 'The secret behind the words is split by SLIP-39. Each share is shown, written and read back.',
    one: 'Fewer shares than needed tell nothing at all about the vault.',
    do: 'Split now',
  },
  label: {
    title: 'Type back the labels',
    intro:
      'Take each sheet in your hand and type the serial and the fingerprint that stand on it. The transcript then says only what was seen: so many sheets, each with its label.',
    before: 'The sheet for these words',
    beforeHint:
      'Save this sheet and print it now, or write serial and fingerprint by hand on an empty one. The transcript says which.',
    byHand: 'It is written by hand',
    origins: {
      saved: 'The blank sheet was saved. Print it before you go on; its label is typed back later.',
      'by-hand': 'Written by hand, as you said. The label is typed back from it later.',
    } satisfies Record<SheetOrigin, string>,
    fieldOf: (field: string, sheet: string) => `${field}, ${sheet}`,
    forms:
      'A serial is SP and two blocks of four, a fingerprint two blocks of four. Case and hyphens do not matter.',
    show: 'A sheet has no label yet',
    writeNow:
      'Write serial and fingerprint on the sheet where they are missing. Then hide them here and type them back.',
    written: 'Hide, and type them back',
    serial: 'Serial',
    fingerprint: 'Fingerprint',
    sheet: 'Sheet',
    blank: 'Save blank sheet',
    blankOf: (serial: string) => `Save blank sheet ${serial} as PDF`,
    saved: 'Blank sheet saved',
    done: 'Compare all sheets',
  },
  rehearse: {
    title: 'Rehearse the restore',
    intro:
      'As if everything else were lost: type the words from the sheet on an empty form. They are restored in a clean store, the first address is compared, and the store is destroyed.',
    introShares:
      'As if everything else were lost: type as many shares as are needed. They are restored in a clean store, the first address is compared, and the store is destroyed.',
    do: 'Restore and compare',
    differs: 'They restore another vault.',
    differsHint:
      'Each word is well formed, but together they give another first address. Compare every line with the sheet, or look again which sheet this is.',
    working: 'Restoring in a clean store',
  },
  backup: {
    title: 'Type the backup',
    intro: 'From the sheet, word by word. Nothing of it is kept beyond this ceremony.',
    introVault: (name: string) =>
      `From the sheet of ${name}, word by word. It must be the backup of that vault.`,
    kind: 'The backup is on',
    howMany: 'Number of words',
    nWords: (n: number) => `${n} words`,
    do: 'Take these words',
    working: 'Deriving the vault',
  },
  proof: {
    title: 'These are the words of another vault',
    intro: (name: string) => `What was typed is a whole backup, but not that of ${name}.`,
    next: 'Look which sheet this is, by its fingerprint. Then abandon this ceremony and begin again with the right one; nothing was split.',
  },
  shares: {
    have: 'Shares typed so far',
    none: 'No share yet. Begin with any.',
    entry: (n: number) => `Share ${n}`,
    add: 'Take this share',
    item: (group: number, share: number, groups: number) =>
      groups > 1 ? `Group ${group}, share ${share}` : `Share ${share}`,
    remove: (what: string) => `Remove ${what}`,
    needsGroup: (group: number, missing: number, groups: number) =>
      groups > 1
        ? `Group ${group}: ${count(missing, 'share', 'shares')} still missing`
        : `${count(missing, 'share', 'shares')} still missing`,
    groupDone: (group: number) => `Group ${group} is complete`,
    groupsMissing: (n: number) => `${count(n, 'group', 'groups')} still to be completed`,
    complete: 'Enough shares are here.',
    wordsOf: 'Words on a sheet',
    passphrase: 'Passphrase of the set, where it has one',
    passphraseHint:
      'Only sets that another tool made can have one (a Trezor asks for it). Shares of Sallyport have none: leave it empty. Nobody can tell a wrong one from the right one: it gives another vault. Compare the first address.',
  },
  file: {
    title: 'Open the Stronghold file',
    intro: "Sallyport's own, Firefly's, or wallet.rs's. The file itself is only read.",
    choose: 'Choose file',
    other: 'Choose another file',
    chosen: 'Chosen file',
    version: (n: number) => `Stronghold version ${n}`,
    old: 'Version 2 guards its password weakly; the vault is written again, in version 3.',
    password: 'Password of this file',
    open: 'Open the file',
    working: 'Opening. The slow key is what guards the password.',
    words: 'The words are not in this file: a vault restored from it has the backup that it had before.',
  },
  contents: {
    title: (version: number) => `What the file tells (Stronghold version ${version})`,
    hearsay: 'Names and numbers as another program wrote them down. The keys come only from the seed.',
    coinType: 'Coin type',
    coinTypeOf: (coin: number | null, own: number) =>
      coin === null
        ? 'not said'
        : coin === own
          ? `${coin}, that of this network`
          : `${coin}, not the ${own} of this network: its accounts have other keys and do not come in`,
    network: 'Network',
    nodes: 'Nodes',
    notSaid: 'not said',
    accounts: 'Accounts',
    noAccounts: 'none listed',
    unnamed: 'without a name',
    accountOf: (
      account: { index: number; coinType: number | null; addresses: number; internalAddresses: number },
      own: number,
    ) =>
      [
        `account ${account.index}`,
        count(account.addresses, 'address', 'addresses'),
        `${account.internalAddresses} for change`,
        ...(account.coinType !== null && account.coinType !== own ? [`coin type ${account.coinType}`] : []),
      ].join(', '),
    more: (n: number) => `and ${n} more`,
    unknown: 'Not understood',
    nothingUnknown: 'nothing',
    unknownOf: (n: number) =>
      `${count(n, 'entry stays', 'entries stay')} in the old file; the vault takes its seed and the names of used accounts`,
  },
  address: {
    title: 'Confirm the first address',
    intro: 'Compare both with your books or with the sheet, whole.',
    confirm: 'It is the expected address',
    known: (name: string) =>
      `This treasury knows it: it is ${name}. Its file is written again, its accounts stay.`,
    strange: 'No vault of this treasury has this address; it comes in as a new one.',
    hint: 'If it is not the expected one, abandon the ceremony: these are other words, or the shares of another set, or their passphrase was mistyped: a wrong one gives another vault. A passphrase that was used with words is not taken here.',
  },
  search: {
    title: 'Search used accounts',
    intro:
      'Asks the network which accounts and addresses of this vault were used, one after the other, until many in a row were not.',
    do: 'Search',
    skip: 'Pass it over',
    skipHint: 'On an air-gapped station. Accounts can be added later by hand.',
    working: 'Searching',
    found: 'What the search found',
    none: 'No used account was found.',
    row: (account: number, addresses: number, change: number) =>
      `Account ${account}, ${count(addresses, 'used address', 'used addresses')}${change === 0 ? '' : ` and ${count(change, 'change address', 'change addresses')} of another wallet`}`,
    not: 'It finds what was used on this network up to a gap of unused addresses. It does not find names of accounts, addresses given out but never used, or money on other networks.',
  },
  password: {
    title: 'Set the password of the file',
    intro: vaultTexts.twoThings,
    first: 'New password',
    again: 'The same again',
    differ: 'The two are not the same.',
    unknown: 'Type a password to see how strong it is.',
    measuring: 'Measuring',
    refused: 'It is refused: whoever has the file could find it within a day.',
    do: 'Write the vault file',
    writing: 'Writing the file, opening it again with the password, comparing the first address.',
    backed: 'Every word is on paper, read back, and rehearsed.',
  },
  moves: {
    title: 'Prepare the moves',
    intro: (from: string, to: string) =>
      `Plans to move everything from ${from} to ${to}. The maker signs the requests at the end; each is then approved and signed like any other sweep.`,
    do: 'Prepare the moves',
    prepared: 'Moves prepared',
    nothing: 'The old vault is empty; there is nothing to move.',
  },
  retire: {
    title: 'Retire the old vault',
    intro: (name: string) =>
      `When this ceremony ends, ${name} gets no new accounts, addresses or withdrawals. It can still sign the moves that empty it. Payments to addresses given out before still arrive there, so keep its sheets.`,
    do: (name: string) => `Retire ${name}`,
  },
  sign: {
    title: 'Sign the transcript',
    intro: 'Everyone who was present signs what happened. The last signature ends the ceremony.',
    introPolicy:
      'Everyone who was present signs what happened; policy admins sign the new policy with it. The last signature ends the ceremony.',
    who: 'Signs now',
    do: (name: string) => `Sign as ${name}`,
    done: (name: string) => `${name} has signed`,
    rest: (n: number) => `${count(n, 'signature', 'signatures')} still missing`,
    working: 'Opening the key and signing',
  },
  answer: {
    belongs: (name: string) => `This backup belongs to ${name}.`,
    none: 'This backup belongs to no vault of this treasury.',
    noneHint: 'It may be whole and belong to another treasury. Keep the sheet until that is known.',
    hint: 'It was not kept. The answer is in the journal.',
  },
  end: {
    completed: 'The ceremony is completed',
    belongs: 'The backup was checked',
    completedHints: {
      create:
        'The vault is complete. Put every sheet into an envelope of its own, and keep it away from this computer.',
      rotate:
        'The new vault is complete; approve and sign the moves next. Keep the old sheets: payments to old addresses still arrive.',
      shares: 'The shares are complete. Hand them to their keepers.',
      restore: 'The vault is restored.',
      'check-backup': '',
    } satisfies Record<CeremonyKind, string>,
    back: {
      title: 'What came back',
      lead: 'Counted in what this restore has written.',
      comes: 'Came back',
      lost: 'Did not come back',
      keys: 'The keys of the vault: it signs again',
      accounts: (accounts: number, addresses: number, change: number) =>
        `${count(accounts, 'account', 'accounts')} with ${count(addresses, 'address', 'addresses')}${change === 0 ? '' : ` and ${change} of change`}`,
      balance: (amount: string) => `${amount} on them, as the network says`,
      names: (n: number) => count(n, 'name of an account', 'names of accounts'),
      payments: (n: number) => `${count(n, 'earlier payment', 'earlier payments')}, as history`,
      known: 'Its accounts, names and journal: this treasury knew the vault, and they were never gone',
      noNames: (n: number) =>
        `${count(n, 'name of an account', 'names of accounts')}: called after the vault instead`,
      notSearched: 'Whatever was used beyond the first address: the search was passed over',
      unused: 'Addresses that were given out and never used, and money on other networks',
      journal: 'The journal of before, and who has which address',
      open: 'Open requests, approvals, and what counted in the limits',
    },
    sheetOrigins: { saved: 'blank PDF saved', 'by-hand': 'written by hand' } satisfies Record<
      SheetOrigin,
      string
    >,
    summary: 'Summary',
    steps: 'Steps',
    stepsDone: (done: number, failed: number, over: number) =>
      [
        `${done} done`,
        ...(failed > 0 ? [count(failed, 'failed try', 'failed tries')] : []),
        ...(over > 0 ? [`${over} passed over`] : []),
      ].join(', '),
    pdf: 'Save transcript as PDF',
    json: 'Save transcript as JSON',
    jsonHint: 'The transcript is chained into the journal; verify-journal accepts its JSON.',
    leave: 'Leave the ceremony',
  },
} as const;
