import type { Actor } from '../../electron/console/actor.ts';
import { passOverLibrary } from '../../electron/console/ceremony/ask-library.ts';
import { confirmAddress, enterBackup } from '../../electron/console/ceremony/backup-steps.ts';
import { beginTheCeremony } from '../../electron/console/ceremony/begin-ceremony.ts';
import { readCeremony } from '../../electron/console/ceremony/ceremony-view.ts';
import { chooseStronghold, openStronghold } from '../../electron/console/ceremony/file-steps.ts';
import { prepareSweep, retireOldVault } from '../../electron/console/ceremony/rotate-steps.ts';
import { searchAccounts } from '../../electron/console/ceremony/search-accounts.ts';
import { sheetByHand, sheetsLabelled } from '../../electron/console/ceremony/sheet-steps.ts';
import { signTranscript } from '../../electron/console/ceremony/sign-transcript.ts';
import {
  checkShare,
  checkWords,
  drawWords,
  rehearse,
  shareWritten,
  showShare,
  showWords,
  splitWords,
  wordsWritten,
} from '../../electron/console/ceremony/words-steps.ts';
import { writeVault } from '../../electron/console/ceremony/write-vault.ts';
import type { Station } from '../../electron/console/station.ts';
import type { CeremonyView } from '../../electron/contract/ceremony.ts';
import type { CeremonyPlan, SplitShape } from '../../electron/core/ceremony/ceremony-plan.ts';
import { type StepKind, stepKinds } from '../../electron/core/ceremony/ceremony-steps.ts';
import { sheetOfStep } from '../../electron/core/ceremony/sheet.ts';
import type { TypedSheet } from '../../electron/core/ceremony/typed-back.ts';
import { assertNever, type Result } from '../../electron/core/result.ts';
import type { Backup } from '../../electron/signer/ceremony/protocol.ts';
import { seedWordNumbers } from '../../electron/signer/ceremony/word-numbers.ts';
import { anyOfficer } from './any-officer.ts';
import { must, officerIdOf, PASSWORD, utf8 } from './treasury-steps.ts';

/** The password of every vault that these ceremonies write. */
export const VAULT_PASSWORD = 'a vault of paper and steel 9241';

export const WORDS: CeremonyPlan = { kind: 'create', words: true, split: null };
export const SPLIT: SplitShape = {
  groupThreshold: 2,
  groups: [
    { threshold: 2, count: 3 },
    { threshold: 1, count: 1 },
  ],
};

/** What is on the table: what was written down, and what people had before. */
export interface Table {
  /** 24 word numbers. */
  words: Uint16Array;
  shares: Uint16Array[];
  /** Serial and fingerprint as written on each sheet, in the order of their making. */
  sheets: TypedSheet[];
  /** The backup that a restore, a check or a splitting begins with. */
  backup: Backup | null;
  file: { readonly path: string; readonly password: string } | null;
  /** Whether the network is asked for used accounts. */
  search: boolean;
}

export const emptyTable = (brought: Partial<Table> = {}): Table => ({
  words: new Uint16Array(0),
  shares: [],
  sheets: [],
  backup: null,
  file: null,
  search: true,
  ...brought,
});

/** Words of a mnemonic as they cross the port. */
export const typed = (mnemonic: string): Uint16Array => seedWordNumbers(mnemonic.split(' '));

export const wordsBackup = (mnemonic: string): Backup => ({ kind: 'words', words: typed(mnemonic) });

export interface Beginning {
  readonly plan: CeremonyPlan;
  readonly vault?: { readonly name: string; readonly kind: 'hot' | 'cold' };
  readonly vaultId?: string;
  /** First names. */
  readonly officers?: readonly string[];
  /** Passwords that are not the usual one, by first name. */
  readonly passwords?: Readonly<Record<string, string>>;
}

/** Everybody whom a new vault needs. */
export const EVERYBODY = ['Dev', 'Ben', 'Chiara'] as const;

export async function begin(station: Station, beginning: Beginning): Promise<Result<void>> {
  return beginAs(station, await anyOfficer(station), beginning);
}

/** The same by a known officer: it begins before this function returns. */
export function beginAs(station: Station, actor: Actor, beginning: Beginning): Promise<Result<void>> {
  const { plan, vault, vaultId, officers = EVERYBODY, passwords = {} } = beginning;
  return beginTheCeremony(station, actor, {
    plan,
    vault: vault ?? null,
    vaultId: vaultId ?? null,
    officers: officers.map((name) => ({
      officerId: officerIdOf(station, name),
      password: utf8(passwords[name] ?? PASSWORD),
    })),
  });
}

export function viewOf(station: Station): Omit<CeremonyView, 'isOwn'> {
  const view = readCeremony(station);
  if (!view) throw new Error('no ceremony is under way');
  return view;
}

/** The present step; null after the last. */
export const stepOf = (station: Station): StepKind | null =>
  viewOf(station).steps.find(({ state }) => state === 'now')?.step ?? null;

/** Takes every step, as careful people would, up to a given one, or all. */
export async function goUpTo(station: Station, stop: StepKind | null, table: Table): Promise<void> {
  const most = stepKinds.length * 10;
  for (let i = 0; i < most; i++) {
    const step = stepOf(station);
    if (step === null || step === stop) return;
    must(await takeStep(station, step, table));
  }
  throw new Error('the ceremony does not come on');
}

export async function takeStep(station: Station, step: StepKind, table: Table): Promise<Result<unknown>> {
  switch (step) {
    case 'entropy-mixed':
      return drawWords(station, { rolls: null });
    case 'words-shown':
      must(await takeSheet(station, table));
      table.words = await readWords(station);
      return wordsWritten(station);
    case 'words-reentered':
      for (const group of [0, 1, 2]) must(await checkWords(station, { group, words: sixOf(table, group) }));
      return checkWords(station, { group: 3, words: sixOf(table, 3) });
    case 'secret-split':
      return splitWords(station);
    case 'share-shown':
      must(await takeSheet(station, table));
      table.shares.push(await readShare(station));
      return shareWritten(station);
    case 'share-reentered':
      return checkShare(station, { words: lastShare(table).slice() });
    case 'sheets-labelled':
      return sheetsLabelled(station, { sheets: table.sheets });
    case 'words-rehearsed':
      return rehearse(station, { kind: 'words', words: table.words.slice() });
    case 'shares-rehearsed':
      return rehearse(station, { kind: 'shares', shares: quorumOf(station, table) });
    case 'password-set':
    case 'vault-written':
      return writeVault(station, { password: utf8(VAULT_PASSWORD), again: utf8(VAULT_PASSWORD) });
    case 'backup-entered':
      return enterBackup(station, broughtBackup(table));
    case 'file-opened':
      must(await chooseStronghold(station, broughtFile(table).path));
      return openStronghold(station, { password: utf8(broughtFile(table).password) });
    case 'address-proven':
      return confirmAddress(station);
    case 'library-asked':
      return passOverLibrary(station);
    case 'accounts-searched':
      return searchAccounts(station, { passOver: !table.search });
    case 'sweep-prepared':
      return prepareSweep(station);
    case 'old-vault-retired':
      return retireOldVault(station);
    case 'officers-present':
    case 'vault-proven':
    case 'backup-answered':
      throw new Error(`${step} is taken together with the step before it`);
    default:
      return assertNever(step);
  }
}

/** Writes serial and fingerprint by hand on the sheet of the present step. */
export async function takeSheet(station: Station, table: Table): Promise<Result<void>> {
  const { sheets, steps } = viewOf(station);
  const now = steps.find(({ state }) => state === 'now');
  const sheet = now ? sheetOfStep(sheets, now) : -1;
  const { serial, fingerprint } = sheets[sheet] ?? { serial: '', fingerprint: '' };
  // A sheet that was begun afresh has the same serial.
  if (!table.sheets.some((other) => other.serial === serial)) table.sheets.push({ serial, fingerprint });
  return sheetByHand(station, { sheet });
}

function broughtBackup({ backup }: Table): Backup {
  if (!backup) throw new Error('nobody has brought a backup');
  return backup;
}

function broughtFile({ file }: Table): NonNullable<Table['file']> {
  if (!file) throw new Error('nobody has brought a file');
  return file;
}

function lastShare({ shares }: Table): Uint16Array {
  const share = shares.at(-1);
  if (!share) throw new Error('no share was written down');
  return share;
}

export const sixOf = ({ words }: Table, group: number): Uint16Array => words.slice(group * 6, group * 6 + 6);

/** Every group of six, as the officers read them off the screen. */
async function readWords(station: Station): Promise<Uint16Array> {
  const words: number[] = [];
  for (const group of [0, 1, 2, 3]) words.push(...must(await showWords(station, { group })).words);
  return Uint16Array.from(words);
}

async function readShare(station: Station): Promise<Uint16Array> {
  const words: number[] = [];
  for (let group = 0; words.length < viewOf(station).wordsPerShare; group++) {
    words.push(...must(await showShare(station, { group })).words);
  }
  return Uint16Array.from(words);
}

/** As many shares of as many groups as the plan asks for: the last ones of each. */
export function quorumOf(station: Station, { shares }: Table): Uint16Array[] {
  const { plan } = viewOf(station);
  const split = 'split' in plan ? plan.split : null;
  if (!split) throw new Error('this plan splits nothing');
  let before = 0;
  const groups = split.groups.map(({ threshold, count }) => {
    const group = shares.slice(before, before + count);
    before += count;
    return group.slice(-threshold);
  });
  return groups
    .slice(-split.groupThreshold)
    .flat()
    .map((share) => share.slice());
}

/** Everybody present signs. */
export async function signAll(station: Station): Promise<void> {
  for (const { id } of viewOf(station).officers) must(await signAs(station, id));
}

export const signAs = (station: Station, officerId: string, password = PASSWORD): Promise<Result<void>> =>
  signTranscript(station, { officerId, password: utf8(password) });

/** A whole ceremony. @returns what was written down in it, and the id of the vault */
export async function complete(
  station: Station,
  beginning: Beginning,
  brought: Partial<Table> = {},
): Promise<Table & { readonly vaultId: string }> {
  const table = emptyTable(brought);
  must(await begin(station, beginning));
  await goUpTo(station, null, table);
  await signAll(station);
  return { ...table, vaultId: viewOf(station).vault?.id ?? '' };
}
