import { aliasKey } from '../../core/account/alias.ts';
import type { SplitShape } from '../../core/ceremony/ceremony-plan.ts';
import type { StepKind } from '../../core/ceremony/ceremony-steps.ts';
import type { FileContents } from '../../core/ceremony/file-contents.ts';
import { advance, type CeremonyState, presentStep } from '../../core/ceremony/script.ts';
import type { Sheet } from '../../core/ceremony/sheet.ts';
import { sheetFingerprint } from '../../core/ceremony/sheet-fingerprint.ts';
import { makeSheetSerial } from '../../core/ceremony/sheet-serial.ts';
import type { Transcript } from '../../core/ceremony/transcript.ts';
import { plannedSheets } from '../../core/ceremony/transcript-rules.ts';
import type { DerivationPath } from '../../core/derivation-path.ts';
import type { MandateStatement } from '../../core/mandate/mandate.ts';
import type { Officer } from '../../core/officer/officer.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { RequestStatement } from '../../core/proposal/request.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { CeremonyClient } from '../../signer/ceremony/client.ts';
import type { SignerClient } from '../../signer/client.ts';
import type { ConsoleEffects } from '../effects.ts';
import type { FormerImport } from './decide-import.ts';
import { endProcesses } from './end-process.ts';

export interface CeremonyVault {
  readonly id: string;
  readonly name: string;
  readonly kind: 'hot' | 'cold';
}

/** What everybody present signs at the end. */
export interface Concluded {
  readonly transcript: Transcript;
  /** The treasury's next policy, where the ceremony adds a vault. */
  readonly policy: Policy | null;
  /** Rotate: the requests that empty the old vault, by a maker who is present. */
  readonly requests: readonly RequestStatement[];
  /** The mandates by which most of them are approved, each by one approval of each approver. */
  readonly mandates: readonly MandateStatement[];
}

/** What one officer gave at the end: signatures (hex) over the transcript, the policy and their requests. */
export interface Given {
  readonly transcript: string;
  readonly policy: string | null;
  /** By request id. */
  readonly requests: ReadonlyMap<string, string>;
  /** By mandate id. */
  readonly mandates: ReadonlyMap<string, string>;
}

/** A used account that the search of a restore found. */
export interface FoundAccount {
  readonly account: number;
  /** How many addresses to issue: up to the last used one. */
  readonly addresses: number;
  /** How many change addresses to watch: up to the last used one. Sallyport pays to none; other wallets did. */
  readonly changeAddresses: number;
  readonly balance: bigint;
}

/** What really came back with a restore, counted in what was written down of it. */
export interface CameBack {
  /** Whether the treasury knew the vault: then its accounts, names and journal were never gone. */
  readonly known: boolean;
  readonly accounts: number;
  /** Accounts whose name was in the file or in another wallet's folder. */
  readonly named: number;
  /** Addresses that count as given out, the first of every account with them. */
  readonly addresses: number;
  readonly changeAddresses: number;
  /** Base units that the search found on the network; null where it was passed over. */
  readonly balance: bigint | null;
  /** Payments of another wallet that came in as history. */
  readonly payments: number;
}

/** Rotate: what one address of the old vault pays to the new one, base units. */
export interface Move {
  readonly from: string;
  readonly path: DerivationPath;
  readonly units: bigint;
  /** What it costs at most; the rest of that stays at `from`. */
  readonly feeAtMost: bigint;
}

/** One ceremony under way: script, facts and the process that has the words. Nothing in here is secret. */
export interface CeremonySession {
  readonly id: string;
  readonly client: CeremonyClient;
  readonly officers: readonly Officer[];
  /** Rotate: the vault to be retired. Shares: the vault to be split. */
  readonly about: CeremonyVault | null;
  state: CeremonyState;
  vault: CeremonyVault | null;
  /** True where no policy names the vault yet. */
  isNew: boolean;
  firstAddress: string | null;
  /** Of the written vault, hex: the policy names it. */
  attestationKey: string | null;
  rolledBits: number;
  sheets: readonly Sheet[];
  wordsPerShare: number;
  groupsChecked: Set<number>;
  found: readonly FoundAccount[] | null;
  /** Restore: what comes out of another wallet's folder; null where none was read. */
  former: FormerImport | null;
  moves: readonly Move[] | null;
  belongsTo: string | null;
  deviations: { readonly text: string; readonly officerId: string; readonly at: number }[];
  chosenFile: string | null;
  /** What the chosen file told when it was opened. */
  contents: FileContents | null;
  /** Name of the Stronghold file that was written. */
  file: string | null;
  /** The written vault, open, so that its signer takes the policy at the end. */
  opened: SignerClient | null;
  /** The signer that is opening it. */
  opening: SignerClient | null;
  concluded: Concluded | null;
  /** Restore: what came back; null before it is written down. */
  cameBack: CameBack | null;
  readonly given: Map<string, Given>;
  /** While what everybody signed is being written down: whoever calls the ceremony off waits for the outcome. */
  beingWritten: Promise<unknown> | null;
  /** True when it was called off, or written down as completed: from then on nothing can change it. */
  ended: boolean;
}

/** The one ceremony of a treasury, if any is under way. */
export interface CeremonyRoom {
  session: CeremonySession | null;
  /** Settles when the use case at work has ended. */
  last: Promise<unknown>;
  /**
   * The vault of this treasury for which a new file is written: from before its state is copied until the ceremony is
   * carried out or called off, its old file does not open.
   */
  restoring: string | null;
  /** Whether a ceremony that everybody has signed waits for the check of the books. */
  waits: boolean;
  /** How often ceremonies were called off: one that was about to begin is not begun after that. */
  calledOff: number;
}

export const newCeremonyRoom = (): CeremonyRoom => ({
  session: null,
  last: Promise.resolve(),
  restoring: null,
  waits: false,
  calledOff: 0,
});

/** A ceremony at its first step. */
export function newSession({
  made,
  ...begun
}: Pick<CeremonySession, 'id' | 'client' | 'officers' | 'about' | 'state'> & {
  /** The vault to be made. */
  readonly made: CeremonyVault | null;
}): CeremonySession {
  return {
    ...begun,
    vault: made ?? (begun.state.plan.kind === 'shares' ? begun.about : null),
    isNew: made !== null,
    firstAddress: null,
    attestationKey: null,
    rolledBits: 0,
    sheets: [],
    wordsPerShare: 0,
    groupsChecked: new Set(),
    found: null,
    former: null,
    moves: null,
    belongsTo: null,
    deviations: [],
    chosenFile: null,
    contents: null,
    file: null,
    opened: null,
    opening: null,
    concluded: null,
    cameBack: null,
    given: new Map(),
    beingWritten: null,
    ended: false,
  };
}

/** The session; refuses `ceremony-over` where there is none. */
export function sessionOf(room: CeremonyRoom): Result<CeremonySession> {
  return room.session && !room.session.ended
    ? ok(room.session)
    : refuse('ceremony-over', 'no ceremony is under way');
}

/** The session, if the present step is one of these. Refuses `ceremony-over` and `ceremony-step`. */
export function atStep(room: CeremonyRoom, ...steps: StepKind[]): Result<CeremonySession> {
  const session = sessionOf(room);
  if (!session.ok) return session;
  const current = presentStep(session.value.state);
  if (current && steps.includes(current.step)) return session;
  return refuse('ceremony-step', `expected the step ${current?.step ?? 'of signing'}, got ${steps[0]}`);
}

/** Writes down what happened at the present step. The caller has made sure that it is the right one. */
export function note(
  session: CeremonySession,
  kind: 'done' | 'failed' | 'differed' | 'passed-over',
  at: number,
): void {
  if (session.ended) return; // called off while this was under way
  const step = presentStep(session.state);
  if (!step) throw new Error('a ceremony has no present step');
  const next = advance(session.state, { kind, step, at });
  if (!next.ok) throw new Error(`${next.code}: ${next.message}`);
  session.state = next.value;
  if (kind === 'done') session.groupsChecked = new Set();
}

/** Goes back to the showing before the present step. */
export function returnToShowing(session: CeremonySession, at: number): Result<void> {
  const current = presentStep(session.state);
  if (!current) return refuse('ceremony-over', 'the steps of this ceremony are over');
  if (current.step !== 'words-reentered' && current.step !== 'share-reentered') {
    return refuse('ceremony-step', `${current.step} does not read back what was shown`);
  }
  const showing = current.step === 'share-reentered' ? 'share-shown' : 'words-shown';
  const next = advance(session.state, { kind: 'returned', to: { ...current, step: showing }, at });
  if (!next.ok) return next;
  session.state = next.value;
  session.groupsChecked = new Set();
  return ok(undefined);
}

/** Place (from 0) of the present share among all shares of a split, or null. */
export function presentShare(session: CeremonySession): number | null {
  const step = presentStep(session.state);
  if (!step || step.group === null || step.share === null) return null;
  const before = splitOf(session)?.groups.slice(0, step.group - 1) ?? [];
  return before.reduce((sum, group) => sum + group.count, 0) + step.share - 1;
}

export function splitOf({ state }: CeremonySession): SplitShape | null {
  return 'split' in state.plan ? state.plan.split : null;
}

/** Gives every sheet of the plan its serial and the vault's fingerprint, once the first address is known. */
export function nameSheets(
  session: CeremonySession,
  firstAddress: string,
  random: ConsoleEffects['random'],
): void {
  const fingerprint = sheetFingerprint(firstAddress);
  session.firstAddress = firstAddress;
  session.sheets = plannedSheets(session.state.plan).map((content) => ({
    serial: makeSheetSerial(random),
    fingerprint,
    content,
  }));
}

/**
 * Ends the processes of a session at once; what they knew goes with them. Doing it again changes nothing.
 * @returns settles when they are gone
 */
export function endSession(session: CeremonySession): Promise<void> {
  const processes = [session.client, session.opening, session.opened];
  session.opening = null;
  session.opened = null;
  return endProcesses(...processes.filter((process) => process !== null));
}

/** Refuses `alias-duplicate` for the name of a new vault that reads like that of another. */
export function checkVaultName({ vaults }: Pick<Policy, 'vaults'>, name: string): Result<void> {
  const taken = vaults.find((known) => aliasKey(known.name) === aliasKey(name));
  return taken
    ? refuse('alias-duplicate', `expected a name of its own, a vault "${taken.name}" exists already`)
    : ok(undefined);
}
