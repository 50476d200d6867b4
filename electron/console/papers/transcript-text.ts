import type { CeremonyKind } from '../../core/ceremony/ceremony-plan.ts';
import type { StepKind } from '../../core/ceremony/ceremony-steps.ts';
import type { TranscriptImport } from '../../core/ceremony/former-history.ts';
import type { Sheet, SheetContent, SheetOrigin } from '../../core/ceremony/sheet.ts';
import type { Transcript, TranscriptStep } from '../../core/ceremony/transcript.ts';
import { isPractice, type NetworkIdentity } from '../../core/network-id.ts';

/** The words of the printed transcript. None of its sentences may have four words of a backup list in a row. */
export const ceremonyText: Record<CeremonyKind, string> = {
  create: 'Creation of a vault',
  shares: 'Splitting a backup into shares',
  restore: 'Restoring a vault',
  'check-backup': 'Checking a backup',
  rotate: 'Rotation to a new vault',
};

export const stepText: Record<StepKind, string> = {
  'officers-present': 'Officers present named',
  'entropy-mixed': 'Dice or coins mixed into the entropy',
  'words-shown': 'Words displayed and written down',
  'words-reentered': 'All words typed again from the sheet',
  'secret-split': 'Secret split into shares',
  'share-shown': 'Share displayed and written down',
  'share-reentered': 'Share typed again from its sheet',
  'sheets-labelled': 'Serial and fingerprint typed back from each sheet',
  'words-rehearsed': 'Restore rehearsed from words, first address equal',
  'shares-rehearsed': 'Restore rehearsed from shares, first address equal',
  'password-set': 'Password set, entered twice',
  'vault-written': 'Vault file written and verified',
  'backup-entered': 'Backup typed in',
  'file-opened': 'Stronghold file opened',
  'vault-proven': 'Backup proven to be of this vault',
  'address-proven': 'First address derived and compared',
  'accounts-searched': 'Used accounts searched on the network',
  'backup-answered': 'Answer given',
  'library-asked': 'Official library asked for the addresses',
  'sweep-prepared': 'Sweep of everything prepared',
  'old-vault-retired': 'Old vault marked as retired',
};

export const outcomeText: Record<TranscriptStep['outcome'], string> = {
  ok: 'Done',
  repeated: 'Done after a repeat',
  'passed-over': 'Passed over',
  differed: 'Differed: an alarm',
};

export const resultText: Record<Transcript['result'], string> = {
  completed: 'Completed',
  belongs: 'The backup belongs to this vault',
  'belongs-to-none': 'The backup belongs to no vault of this treasury',
};

/** The network's id; a person at an auditor's desk compares it with the genesis that is printed beside. */
export const networkText = ({ id }: Pick<NetworkIdentity, 'id'>): string =>
  isPractice(id) ? `${id}: play money, of no worth` : id;

/** A step of a ceremony as its transcript names it; `sheets` are those of the transcript. */
export function stepLine({ step, group, share }: TranscriptStep, sheets: readonly Sheet[]): string {
  if (step === 'sheets-labelled' && sheets.some(({ origin }) => origin === undefined)) {
    return 'Sheets said to be labelled'; // from before they were typed back
  }
  return group === null ? stepText[step] : `${stepText[step]} (group ${group}, no. ${share})`;
}

/** How a sheet got its serial and fingerprint. */
export const originText: Record<SheetOrigin, string> = {
  saved: 'Blank PDF saved',
  'by-hand': 'Written by hand',
};

/** What came out of another wallet's folder, as a transcript's lines tell it: a name and how many. */
export const importLines = (imported: TranscriptImport): readonly (readonly [string, string])[] => [
  ['Accounts', `${imported.accounts} came in, ${imported.accountsLeft} did not`],
  ['Addresses', `${imported.addresses} given out, ${imported.changeAddresses} of change`],
  ['Outputs', `${imported.outputs} known there, none taken over`],
  ['Earlier payments', `${imported.payments}, ${imported.notes} with notes`],
];

/** What a sheet has on it, as its label says. */
export function sheetLine(content: SheetContent): string {
  if (content.kind === 'words') return `All ${content.words} words`;
  const { share, of, group, groups } = content;
  return groups === 1 ? `Share ${share} of ${of}` : `Share ${share} of ${of}, group ${group} of ${groups}`;
}

/** A time as it is printed: in UTC, to the second, the same on every machine. */
export function clockText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** The same with its zone, for where a time is without a heading that names it. */
export function timeText(at: number): string {
  return `${clockText(at)} UTC`;
}
