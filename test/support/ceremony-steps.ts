import {
  chooseStronghold,
  confirmAddress,
  enterBackup,
  openStronghold,
  searchAccounts,
} from '../../electron/console/ceremony/backup-steps.ts';
import { beginTheCeremony } from '../../electron/console/ceremony/begin-ceremony.ts';
import { readCeremony } from '../../electron/console/ceremony/ceremony-view.ts';
import { prepareSweep, retireOldVault } from '../../electron/console/ceremony/rotate-steps.ts';
import { signTranscript } from '../../electron/console/ceremony/sign-transcript.ts';
import {
  checkShare,
  checkWords,
  drawWords,
  rehearse,
  shareWritten,
  sheetsLabelled,
  showShare,
  showWords,
  splitWords,
  wordsWritten,
} from '../../electron/console/ceremony/words-steps.ts';
import { writeVault } from '../../electron/console/ceremony/write-vault.ts';
import type { CeremonyView } from '../../electron/contract/ceremony.ts';
import type { Treasury } from '../../electron/console/treasury.ts';
import type { CeremonyPlan, SplitShape } from '../../electron/core/ceremony/ceremony-plan.ts';
import { type StepKind, stepKinds } from '../../electron/core/ceremony/ceremony-steps.ts';
import { assertNever, type Result } from '../../electron/core/result.ts';
import type { Backup } from '../../electron/signer/ceremony/protocol.ts';
import { seedWordNumbers } from '../../electron/signer/ceremony/word-numbers.ts';
import { must, PASSWORD, utf8 } from './treasury-steps.ts';

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

/** What lies on the table: what was written down, and what is brought along. */
export interface Table {
  /** 24 word numbers. */
  words: Uint16Array;
  shares: Uint16Array[];
  /** The backup that a restore, a check or a splitting begins with. */
  backup: Backup | null;
  file: { readonly path: string; readonly password: string } | null;
  /** Whether the network is asked for used accounts. */
  search: boolean;
}

export const emptyTable = (brought: Partial<Table> = {}): Table => ({
  words: new Uint16Array(0),
  shares: [],
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

export function begin(treasury: Treasury, beginning: Beginning): Promise<Result<void>> {
  const { plan, vault, vaultId, officers = EVERYBODY, passwords = {} } = beginning;
  return beginTheCeremony(treasury, {
    plan,
    vault: vault ?? null,
    vaultId: vaultId ?? null,
    officers: officers.map((name) => ({
      officerId: officerOf(treasury, name),
      password: utf8(passwords[name] ?? PASSWORD),
    })),
  });
}

export function officerOf({ policy }: Treasury, name: string): string {
  return policy.officers.find((officer) => officer.name.startsWith(name))!.id;
}

export function viewOf(treasury: Treasury): CeremonyView {
  const view = readCeremony(treasury);
  if (!view) throw new Error('no ceremony is under way');
  return view;
}

/** The step at hand; null after the last. */
export const stepOf = (treasury: Treasury): StepKind | null =>
  viewOf(treasury).steps.find(({ state }) => state === 'now')?.step ?? null;

/** Holds every step, as careful people would, up to a given one, or all. */
export async function holdUpTo(treasury: Treasury, stop: StepKind | null, table: Table): Promise<void> {
  const most = stepKinds.length * 10;
  for (let i = 0; i < most; i++) {
    const step = stepOf(treasury);
    if (step === null || step === stop) return;
    must(await holdStep(treasury, step, table));
  }
  throw new Error('the ceremony does not come on');
}

export async function holdStep(treasury: Treasury, step: StepKind, table: Table): Promise<Result<unknown>> {
  switch (step) {
    case 'entropy-mixed':
      return drawWords(treasury, { rolls: null });
    case 'words-shown':
      table.words = await readWords(treasury);
      return wordsWritten(treasury);
    case 'words-reentered':
      for (const group of [0, 1, 2]) must(await checkWords(treasury, { group, words: sixOf(table, group) }));
      return checkWords(treasury, { group: 3, words: sixOf(table, 3) });
    case 'secret-split':
      return splitWords(treasury);
    case 'share-shown':
      table.shares.push(await readShare(treasury));
      return shareWritten(treasury);
    case 'share-reentered':
      return checkShare(treasury, { words: table.shares.at(-1)!.slice() });
    case 'sheets-labelled':
      return sheetsLabelled(treasury);
    case 'words-rehearsed':
      return rehearse(treasury, { kind: 'words', words: table.words.slice() });
    case 'shares-rehearsed':
      return rehearse(treasury, { kind: 'shares', shares: quorumOf(treasury, table) });
    case 'password-set':
    case 'vault-written':
      return writeVault(treasury, { password: utf8(VAULT_PASSWORD), again: utf8(VAULT_PASSWORD) });
    case 'backup-entered':
      return enterBackup(treasury, table.backup!);
    case 'file-opened':
      must(await chooseStronghold(treasury, table.file!.path));
      return openStronghold(treasury, { password: utf8(table.file!.password) });
    case 'address-proven':
      return confirmAddress(treasury);
    case 'accounts-searched':
      return searchAccounts(treasury, { passOver: !table.search });
    case 'sweep-prepared':
      return prepareSweep(treasury);
    case 'old-vault-retired':
      return retireOldVault(treasury);
    case 'officers-present':
    case 'vault-proven':
    case 'backup-answered':
      throw new Error(`${step} is held together with the step before it`);
    default:
      return assertNever(step);
  }
}

export const sixOf = ({ words }: Table, group: number): Uint16Array => words.slice(group * 6, group * 6 + 6);

/** Every group of six, as the officers read them off the screen. */
async function readWords(treasury: Treasury): Promise<Uint16Array> {
  const words: number[] = [];
  for (const group of [0, 1, 2, 3]) words.push(...must(await showWords(treasury, { group })).words);
  return Uint16Array.from(words);
}

async function readShare(treasury: Treasury): Promise<Uint16Array> {
  const words: number[] = [];
  for (let group = 0; words.length < viewOf(treasury).wordsPerShare; group++) {
    words.push(...must(await showShare(treasury, { group })).words);
  }
  return Uint16Array.from(words);
}

/** As many shares of as many groups as the plan asks for: the last ones of each. */
export function quorumOf(treasury: Treasury, { shares }: Table): Uint16Array[] {
  const { plan } = viewOf(treasury);
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
export async function signAll(treasury: Treasury): Promise<void> {
  for (const { id } of viewOf(treasury).officers) must(await signAs(treasury, id));
}

export const signAs = (treasury: Treasury, officerId: string, password = PASSWORD): Promise<Result<void>> =>
  signTranscript(treasury, { officerId, password: utf8(password) });

/** A whole ceremony. @returns what was written down in it, and the id of the vault */
export async function hold(
  treasury: Treasury,
  beginning: Beginning,
  brought: Partial<Table> = {},
): Promise<Table & { readonly vaultId: string }> {
  const table = emptyTable(brought);
  must(await begin(treasury, beginning));
  await holdUpTo(treasury, null, table);
  await signAll(treasury);
  return { ...table, vaultId: viewOf(treasury).vault?.id ?? '' };
}
