import { ceremonySteps, optionalSteps } from '../../core/ceremony/ceremony-steps.ts';
import { sheetFingerprint } from '../../core/ceremony/sheet-fingerprint.ts';
import type { Result } from '../../core/result.ts';
import { ok } from '../../core/result.ts';
import type { CeremonyView, PastCeremony } from '../../contract/ceremony.ts';
import { officerName, type Treasury } from '../treasury.ts';
import { readCeremonyRecords } from './ceremony-record.ts';
import type { CeremonySession } from './session.ts';

/** The ceremony under way, or the one that has just ended; null for none. */
export function readCeremony(treasury: Treasury): CeremonyView | null {
  const { session } = treasury.ceremonies;
  if (!session) return null;
  const { state, vault, firstAddress } = session;
  return {
    id: session.id,
    plan: state.plan,
    status: session.ended ? 'ended' : session.concluded ? 'signing' : 'running',
    result: session.ended ? (session.concluded?.transcript.result ?? null) : null,
    steps: stepsOf(session),
    vault,
    replacesName: state.plan.kind === 'rotate' ? (session.about?.name ?? null) : null,
    officers: session.officers.map(({ id, name }) => ({ id, name, signed: session.given.has(id) })),
    deviations: session.deviations.map(({ text, officerId, at }) => ({
      text,
      officerName: officerName(treasury, officerId) ?? '',
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
      session.found?.map(({ account, addresses, balance }) => ({
        account,
        addresses,
        balance: balance.toString(),
      })) ?? null,
    moves: session.moves?.map(({ from, amount }) => ({ from, amount: amount.toString() })) ?? null,
    belongsTo: session.belongsTo,
  };
}

function stepsOf({ state }: CeremonySession): CeremonyView['steps'] {
  return ceremonySteps(state.plan).map((step, place) => {
    const record = state.records[place];
    return {
      ...step,
      state:
        place < state.position
          ? 'done'
          : place === state.position && state.status === 'running'
            ? 'now'
            : 'later',
      passedOver: record?.passedOver ?? false,
      optional: optionalSteps.has(step.step),
      failed: record?.failed ?? 0,
      at: record?.at ?? null,
    };
  });
}

/** Every ceremony that was held, newest first. */
export async function listCeremonies({ folder }: Treasury): Promise<Result<PastCeremony[]>> {
  const records = await readCeremonyRecords(folder);
  if (!records.ok) return records;
  return ok(
    records.value.toReversed().map(({ transcriptFile: { transcript } }) => ({
      id: transcript.id,
      kind: transcript.plan.kind,
      result: transcript.result,
      vaultName: transcript.vault?.name ?? null,
      officers: transcript.officers.map(({ name }) => name),
      sheets: transcript.sheets.length,
      endedAt: transcript.endedAt,
    })),
  );
}
