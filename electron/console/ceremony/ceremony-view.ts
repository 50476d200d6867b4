import type { CeremonyView, EarlierPayments, PastCeremony, StepView } from '../../contract/ceremony.ts';
import { ceremonySteps, optionalSteps } from '../../core/ceremony/ceremony-steps.ts';
import { type CeremonyState, presentStep } from '../../core/ceremony/script.ts';
import { sheetFingerprint } from '../../core/ceremony/sheet-fingerprint.ts';
import { parseEntry } from '../../core/journal/journal-entry.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { officerName } from '../officers/officer-name.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import type { FormerImport } from './decide-import.ts';
import { readFormerHistory } from './former-history-file.ts';
import { readToldRecords } from './told-records.ts';

/** The ceremony under way, or the one that has just ended; null for none. */
export function readCeremony({
  ceremonies,
  policy,
}: Pick<Station, 'ceremonies' | 'policy'>): Omit<CeremonyView, 'isOwn'> | null {
  const { session } = ceremonies;
  if (!session) return null;
  const { state, vault, firstAddress } = session;
  return {
    id: session.id,
    plan: state.plan,
    status: session.ended ? 'ended' : session.concluded ? 'signing' : 'running',
    result: session.ended ? (session.concluded?.transcript.result ?? null) : null,
    steps: stepViews(state),
    vault,
    replacesName: state.plan.kind === 'rotate' ? (session.about?.name ?? null) : null,
    officers: session.officers.map(({ id, name }) => ({ id, name, signed: session.given.has(id) })),
    deviations: session.deviations.map(({ text, officerId, at }) => ({
      text,
      officerName: officerName(policy.present(), officerId) ?? '',
      at,
    })),
    sheets: [...session.sheets],
    firstAddress,
    fingerprint: firstAddress && sheetFingerprint(firstAddress),
    rolledBits: session.rolledBits,
    wordsPerShare: session.wordsPerShare,
    groupsChecked: session.groupsChecked.size,
    contents: session.contents,
    found:
      session.found?.map(({ account, addresses, changeAddresses, balance }) => ({
        account,
        addresses,
        changeAddresses,
        balance: balance.toString(),
      })) ?? null,
    former: formerView(session.former),
    cameBack:
      session.ended && session.cameBack
        ? { ...session.cameBack, balance: session.cameBack.balance?.toString() ?? null }
        : null,
    moves: session.moves?.map(({ from, units }) => ({ from, amount: units.toString() })) ?? null,
    belongsTo: session.belongsTo,
  };
}

function formerView(former: FormerImport | null): CeremonyView['former'] {
  if (!former) return null;
  const { folder, accounts, history, names, unread, unreadMore } = former;
  return {
    folder,
    network: history.network,
    prefix: history.prefix ?? null,
    accounts: accounts.map(({ lastSeen, lastBound, lastElsewhere, ...account }) => ({
      ...account,
      lastSeen: lastSeen.toString(),
      lastBound: lastBound.toString(),
      lastElsewhere: lastElsewhere.toString(),
      name: account.outcome === 'comes' ? (names.get(account.index) ?? null) : null,
    })),
    payments: history.payments.length,
    unread: [...unread],
    unreadMore,
  };
}

/** Every step of the script with what became of it so far. */
export function stepViews(state: CeremonyState): StepView[] {
  const running = presentStep(state) !== null;
  return ceremonySteps(state.plan).map((step, place) => {
    const record = state.records[place];
    return {
      ...step,
      state: place < state.position ? 'done' : running && place === state.position ? 'now' : 'later',
      passedOver: record?.passedOver ?? false,
      optional: optionalSteps.has(step.step),
      failed: record?.failed ?? 0,
      at: record?.at ?? null,
    };
  });
}

/** Every completed ceremony, newest first. */
export async function listCeremonies(
  station: Pick<Station, 'treasury' | 'books' | 'hold'>,
): Promise<Result<PastCeremony[]>> {
  const records = await readToldRecords(station);
  if (!records.ok) return records;
  return ok(
    records.value.toReversed().map(({ imported, transcriptFile: { transcript } }) => ({
      id: transcript.id,
      kind: transcript.plan.kind,
      result: transcript.result,
      vaultName: transcript.vault?.name ?? null,
      officers: transcript.officers.map(({ name }) => name),
      sheets: transcript.sheets.length,
      endedAt: transcript.endedAt,
      imported: imported ? { accounts: imported.accounts, payments: imported.payments } : null,
    })),
  );
}

interface EarlierWindow {
  readonly id: string;
  readonly offset: number;
  readonly limit: number;
}

/**
 * Payments of another wallet that came in with a ceremony, newest first: history, and no balance. Refuses `input-malformed`
 * where none did, and `former-history-changed`.
 */
export async function listEarlierPayments(
  { treasury, books }: Pick<Station, 'treasury' | 'books'>,
  { id, offset, limit }: EarlierWindow,
): Promise<Result<EarlierPayments>> {
  const entry = parseEntry(storedJson((await books.journal.ceremony(id)) ?? 'null'));
  const imported =
    entry.ok && entry.value.kind === 'ceremony-completed' ? entry.value.body.imported : undefined;
  if (!imported) return refuse('input-malformed', 'expected a ceremony with which payments came in');
  const history = await readFormerHistory(treasury.folder, id, imported);
  if (!history.ok) return history;
  const { network, prefix = null, payments } = history.value;
  return ok({ network, prefix, total: payments.length, rows: payments.slice(offset, offset + limit) });
}
