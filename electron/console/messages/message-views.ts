import type { MessageRow, MessageView } from '../../contract/messages.ts';
import { officerOf } from '../../core/actor.ts';
import { messageViewDigest } from '../../core/message/message.ts';
import { type SignedStatement, writeSignedStatement } from '../../core/message/signed-statement.ts';
import type { Officer } from '../../core/officer/officer.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { wordCode } from '../../core/word-code.ts';
import { hasOwnVaults } from '../movements/movement-facts.ts';
import { officerName } from '../officers/officer-name.ts';
import type { Viewer } from '../officers/viewer.ts';
import type { Station } from '../station.ts';
import { stationRole } from '../treasury/station-role.ts';
import {
  factsOfMessage,
  isOwnAddress,
  type MessageAction,
  type MessageFacts,
  messageOf,
  refusalForMessage,
} from './message-facts.ts';
import type { MessageRecord, MessageRecords } from './message-log.ts';

type ViewParts = Pick<
  Station,
  'treasury' | 'line' | 'messages' | 'policy' | 'attested' | 'chain' | 'effects'
>;

/** A window of the messages to sign, the newest first: all, or those that wait for the officer who looks. Refuses as the log does. */
export async function listMessages(
  station: ViewParts,
  { acting }: Viewer,
  {
    filter,
    offset,
    limit,
  }: { readonly filter: 'all' | 'mine'; readonly offset: number; readonly limit: number },
): Promise<Result<{ total: number; rows: MessageRow[] }>> {
  const records = await station.messages.read();
  if (!records.ok) return records;
  const all = filter === 'mine' ? waitingFor(station, acting, records.value) : [...records.value.values()];
  const rows = all
    .toReversed()
    .slice(offset, offset + limit)
    .map((record) => {
      const facts = factsOfMessage(station, record);
      return { ...rowOf(station, facts), waitsForMe: waitsFor(station, facts, acting) };
    });
  return ok({ total: all.length, rows });
}

/** How many messages wait for the officer who looks; none where books that differ tell of them. */
export async function countMessagesForMe(
  station: Pick<ViewParts, 'treasury' | 'messages' | 'policy' | 'effects'>,
  { acting }: Viewer,
): Promise<number> {
  if (acting === null) return 0;
  const records = await station.messages.read();
  return records.ok ? waitingFor(station, acting, records.value).length : 0;
}

type WaitingParts = Pick<ViewParts, 'treasury' | 'policy' | 'effects'>;

const waitingFor = (
  station: WaitingParts,
  acting: Officer | null,
  records: MessageRecords,
): MessageRecord[] =>
  [...records.values()].filter(
    (record) =>
      record.signed === null &&
      record.refused === null &&
      waitsFor(station, factsOfMessage(station, record), acting),
  );

/** Whether its next step is one of this officer: approving it, or having it signed where the vaults are. */
function waitsFor({ treasury }: WaitingParts, facts: MessageFacts, acting: Officer | null): boolean {
  if (acting === null) return false;
  const steps: readonly MessageAction[] = hasOwnVaults({ treasury }) ? ['approve', 'sign'] : ['approve'];
  return steps.some((step) => refusalForMessage(step, facts, acting) === null);
}

function rowOf(
  { policy }: ViewParts,
  { record, state, approvedBy, needed }: MessageFacts,
): Omit<MessageRow, 'waitsForMe'> {
  const present = policy.present();
  const { vaultId, address, text, createdAt, actor } = record.message.statement;
  return {
    digest: record.digest,
    vaultName: present.vaults.find(({ id }) => id === vaultId)?.name ?? '',
    address,
    text,
    state,
    makerName: officerName(present, officerOf(actor)),
    approvedBy: approvedBy.map((id) => officerName(present, id) ?? id),
    approvalsNeeded: needed,
    createdAt,
    at: record.at,
  };
}

const actions: readonly MessageAction[] = ['approve', 'refuse', 'sign'];

/** One message, with what the officer who looks may do. Refuses as {@link messageOf} does. */
export async function readMessage(
  station: ViewParts,
  { acting }: Viewer,
  { digest }: { readonly digest: string },
): Promise<Result<MessageView>> {
  const found = await messageOf(station, digest);
  if (!found.ok) return found;
  const { policy, chain } = station;
  const { record } = found.value;
  const { refused, problem, signed } = record;
  const { statement } = record.message;
  const { id, vaultId, address, path, expiresAt } = statement;
  const signs = stationRole(station) !== 'officer';
  const may = actions.filter(
    (action) =>
      acting !== null &&
      (signs || action !== 'sign') &&
      refusalForMessage(action, found.value, acting) === null,
  );
  return ok({
    ...rowOf(station, found.value),
    id,
    viewDigest: messageViewDigest(statement),
    wordCode: [...wordCode(digest)],
    vaultId,
    path: chain.derivation.format(path),
    addressForms: [...chain.address.otherForms(address)],
    foreign: !(await isOwnAddress(station, record, statement)),
    expiresAt,
    refusal: refused && {
      officerName: officerName(policy.present(), officerOf(refused.rejection.statement.actor)),
      reason: refused.rejection.statement.reason,
      at: refused.at,
    },
    problem: problem && { code: problem.code, message: problem.why },
    signature: signed?.signature ?? null,
    actions: [...may, ...(signed ? (['save'] as const) : [])],
  });
}

/** What was signed, as a file for whoever asked for it. Refuses `message-state` for what is not signed. */
export async function signedStatementOf(
  station: ViewParts,
  { digest }: { readonly digest: string },
): Promise<Result<{ readonly statement: SignedStatement; readonly text: string }>> {
  const found = await messageOf(station, digest);
  if (!found.ok) return found;
  const { signed, message } = found.value.record;
  if (!signed) return refuse('message-state', 'expected a message that is signed');
  const { network, address, text } = message.statement;
  const { signature } = signed;
  const statement = { format: 'sallyport/signed-message/1', network, address, text, signature } as const;
  return ok({ statement, text: writeSignedStatement(statement) });
}
