import type { EnvelopeList, EnvelopeView } from '../../contract/envelopes.ts';
import { type Actor, officerOf } from '../../core/actor.ts';
import type { Envelope } from '../../core/envelope/envelope.ts';
import type { InspectedMessage } from '../../core/envelope/kinds/message.ts';
import type { InspectedProposal } from '../../core/envelope/kinds/proposals.ts';
import type { InspectedReply } from '../../core/envelope/kinds/replies.ts';
import type { Status } from '../../core/envelope/kinds/status.ts';
import { mandateTotals } from '../../core/mandate/mandate.ts';
import { ok, type Refusal, type Result } from '../../core/result.ts';
import { wordCode } from '../../core/word-code.ts';
import { decodeProposal } from '../movements/decoded-proposal.ts';
import { officerName } from '../officers/officer-name.ts';
import type { Station } from '../station.ts';
import type { TakenOne } from './arrived.ts';
import type { DropView } from './drop/drop-folder.ts';
import type { EnvelopeRecords } from './envelope-log.ts';
import type { Inside, Looked } from './look-at-envelope.ts';
import { MOST_RECORDS, outNow } from './out-now.ts';
import type { TreasuryTold } from './read-treasury-envelope.ts';
import { repliesContents } from './replies-contents.ts';

type ProposalInside = Extract<EnvelopeView['inside'], { readonly kind: 'proposals' }>['proposals'][number];
type Parts = Pick<Station, 'books' | 'policy' | 'chain' | 'envelopes' | 'messages' | 'effects'>;

/** Files of the folder that are named with why they are of no use, at most. */
const MOST_IGNORED = 50;

const problemOf = (refusal: Refusal | null) => refusal && { code: refusal.code, message: refusal.message };

/** What came of an envelope that was taken in. */
export const takenView = (taken: readonly TakenOne[]) => ({
  taken: taken.map(({ movementId, late }) => ({
    movementId: movementId === '' ? null : movementId,
    problem: problemOf(late),
  })),
});

const headView = ({ statement, digest }: Envelope) => ({
  digest,
  words: [...wordCode(digest)],
  number: statement.number,
  createdAt: statement.createdAt,
  expiresAt: statement.expiresAt,
  stationId: statement.station.id,
  stationKey: statement.station.key,
});

/** A treasury envelope at a station that knows no treasury. */
export function toldView({ envelope, contents, policies, committees }: TreasuryTold): EnvelopeView {
  const policy = policies.at(-1)?.policy;
  return {
    ...headView(envelope),
    officerName: null,
    isNew: true,
    inside: {
      kind: 'treasury',
      name: contents.name,
      network: envelope.statement.network.id,
      policyVersion: policy?.version ?? 0,
      officers: policy?.officers.map(({ name }) => name) ?? [],
      vaults: policy?.vaults.map(({ name }) => name) ?? [],
      epochs: committees.length,
    },
  };
}

/** An envelope that was looked at. */
export async function envelopeView(
  station: Parts,
  { envelope, isNew, inside }: Looked,
): Promise<Result<EnvelopeView>> {
  const records = await station.envelopes.read();
  if (!records.ok) return records;
  return ok({
    ...headView(envelope),
    officerName: nameOfStation(station, records.value, envelope.statement.station.id),
    isNew,
    inside: await insideView(station, envelope, inside),
  });
}

function nameOfStation({ policy }: Pick<Parts, 'policy'>, { stations }: EnvelopeRecords, stationId: string) {
  const officerId = stations.find((each) => each.stationId === stationId)?.officerId ?? null;
  return officerId === null ? null : officerName(policy.present(), officerId);
}

async function insideView(
  station: Parts,
  { statement }: Envelope,
  inside: Inside,
): Promise<EnvelopeView['inside']> {
  switch (inside.kind) {
    case 'treasury': {
      const newest = inside.policies.at(-1)?.policy;
      return {
        kind: 'treasury',
        name: statement.kind === 'treasury' ? statement.contents.name : '',
        network: statement.network.id,
        policyVersion: newest?.version ?? 0,
        officers: newest?.officers.map((each) => each.name) ?? [],
        vaults: newest?.vaults.map((each) => each.name) ?? [],
        epochs: inside.committees.length,
      };
    }
    case 'officer-card': {
      const { officer } = inside.card;
      return { kind: 'officer-card', officerName: officer.name, publicKey: officer.publicKey };
    }
    case 'proposals':
      return {
        kind: 'proposals',
        mandates: mandateViews(station, inside.proposals),
        proposals: await Promise.all(
          inside.proposals
            .filter(({ mandate }) => mandate === null)
            .map((each) => proposalView(station, each)),
        ),
      };
    case 'address-list': {
      const { policy, chain } = station;
      const { vaults } = policy.present();
      return {
        kind: 'address-list',
        total: inside.addresses.length,
        addresses: inside.addresses.slice(0, MOST_RECORDS).map(({ vaultId, path, address }) => ({
          vaultName: vaults.find(({ id }) => id === vaultId)?.name ?? '',
          path: chain.derivation.format(path),
          address,
        })),
      };
    }
    case 'message':
      return messageInside(station, inside.inspected);
    case 'status':
      return statusView(station, statement.policy.version, inside.status);
    case 'replies':
      return {
        kind: 'replies',
        replies: await Promise.all(inside.replies.map((reply) => replyView(station, reply))),
      };
  }
}

/** A message to sign, by its own signed statement. */
function messageInside(
  { policy }: Pick<Parts, 'policy'>,
  { message, approvals, late }: InspectedMessage,
): Extract<EnvelopeView['inside'], { readonly kind: 'message' }> {
  const present = policy.present();
  const { vaultId, address, text, actor } = message.statement;
  const name = (by: Actor) => officerName(present, officerOf(by)) ?? '';
  return {
    kind: 'message',
    vaultName: present.vaults.find(({ id }) => id === vaultId)?.name ?? '',
    address,
    text,
    makerName: name(actor),
    approvedBy: approvals.map(({ statement }) => name(statement.actor)),
    problem: problemOf(late),
  };
}

/** How things stand at another station, by its word. */
async function statusView(
  { books, policy }: Parts,
  policyVersion: number,
  { ledger, frozen, rejections, ended }: Status,
): Promise<Extract<EnvelopeView['inside'], { readonly kind: 'status' }>> {
  return {
    kind: 'status',
    policyVersion,
    ledger,
    frozen,
    rejections: rejections.map(({ statement: { actor, reason, rejectedAt } }) => {
      const officerId = officerOf(actor);
      const name = officerId === null ? null : officerName(policy.present(), officerId);
      return { officerName: name, reason, at: rejectedAt };
    }),
    ended: await Promise.all(
      ended.map(async ({ movementId, state, at }) => {
        const here = (await books.movements.get(movementId))?.state ?? null;
        return { movementId, state, at, here };
      }),
    ),
  };
}

/** What a proposal pays, of its bytes and never of the request beside them. */
async function proposalView(
  { books, chain, policy }: Parts,
  { proposal, inputs, approvals, late }: InspectedProposal,
): Promise<ProposalInside> {
  const [request] = proposal.requests;
  const name = (officerId: string | null) =>
    officerId === null ? '' : (officerName(policy.present(), officerId) ?? '');
  const cancels = request?.statement.cancels;
  const voided = cancels === undefined ? undefined : await books.movements.byDigest(cancels);
  const stored = voided && (await books.movements.proposal(voided.id));
  const [payment] = stored ? paymentsOf(chain, stored.proposal, cancels) : [];
  return {
    movementId: request?.statement.id ?? null,
    problem: problemOf(late),
    movement: request?.statement.kind ?? 'withdrawal',
    payments: paymentsOf(chain, proposal),
    cancels: payment ?? null,
    inputs: proposal.evidence.length,
    proven: inputs.proven.length,
    unknown: problemOf(inputs.unknown),
    makerName: name(officerOf(request?.statement.actor ?? { kind: 'station', stationId: '' })),
    approvedBy: approvals.map(({ statement: { actor } }) => name(officerOf(actor))),
  };
}

/** What mandates ask for, each by its own signed statement. */
function mandateViews(
  { policy }: Pick<Parts, 'policy'>,
  proposals: readonly InspectedProposal[],
): Extract<EnvelopeView['inside'], { readonly kind: 'proposals' }>['mandates'] {
  const name = (officerId: string | null) =>
    officerId === null ? '' : (officerName(policy.present(), officerId) ?? '');
  const under = Map.groupBy(
    proposals.filter(({ mandate }) => mandate !== null),
    ({ mandate }) => mandate,
  );
  return [...under].flatMap(([mandate, items]) => {
    if (mandate === null) return [];
    const { kind, sources, destination, actor } = mandate.statement;
    const { amount, feeAtMost } = mandateTotals(mandate.statement);
    const late = items.find((each) => each.late !== null)?.late ?? null;
    const unknown = items.find(({ inputs }) => inputs.unknown !== null)?.inputs.unknown ?? null;
    const [first] = items;
    return [
      {
        movementId: sources[0]?.requestId ?? null,
        problem: problemOf(late),
        movement: kind,
        sources: sources.length,
        amount: amount.toString(),
        feeAtMost: feeAtMost.toString(),
        recipient: destination.address,
        inputs: items.reduce((sum, { proposal }) => sum + proposal.evidence.length, 0),
        proven: items.reduce((sum, { inputs }) => sum + inputs.proven.length, 0),
        unknown: problemOf(unknown),
        makerName: name(officerOf(actor)),
        approvedBy: (first?.approvals ?? []).map(({ statement }) => name(officerOf(statement.actor))),
      },
    ];
  });
}

/** @param named the digest that the bytes must have: rows can be edited, and are shown before they are checked */
function paymentsOf(
  chain: Parts['chain'],
  proposal: InspectedProposal['proposal'],
  named?: string,
): ProposalInside['payments'] {
  const decoded = decodeProposal(chain, proposal);
  return decoded.ok && (named === undefined || decoded.value.digest === named)
    ? decoded.value.view.payments.map(({ amount, recipient }) => ({
        amount: amount.units.toString(),
        recipient,
      }))
    : [];
}

async function replyView({ books, policy }: Parts, { answer, late }: InspectedReply) {
  const statement =
    answer.kind === 'approval'
      ? answer.approval.statement
      : answer.kind === 'rejection'
        ? answer.rejection.statement
        : null;
  const subject = statement?.subject ?? null;
  const [movement] =
    subject?.kind === 'transaction'
      ? [await books.movements.byDigest(subject.digest)]
      : subject?.kind === 'mandate'
        ? await books.movements.underMandate(subject.digest)
        : [];
  const officerId = statement === null ? null : officerOf(statement.actor);
  return {
    movementId: movement?.id ?? null,
    problem: problemOf(late),
    answer: answer.kind,
    officerName: officerId === null ? null : officerName(policy.present(), officerId),
    reason: answer.kind === 'rejection' ? answer.rejection.statement.reason : null,
  };
}

/** What was given out, what came back, and which other stations are known. */
export async function listEnvelopes(
  station: Parts,
  drop: DropView | null = null,
): Promise<Result<EnvelopeList>> {
  const records = await station.envelopes.read();
  if (!records.ok) return records;
  const { made, taken, stations, officerId } = records.value;
  const name = (stationId: string) => nameOfStation(station, records.value, stationId);
  const unsent = await repliesContents(station);
  return ok({
    officerName: officerId === null ? null : officerName(station.policy.present(), officerId),
    drop: drop && dropView(drop, name),
    stations: stations
      .filter(({ isRetired }) => !isRetired)
      .map(({ stationId }) => ({
        stationId,
        officerName: name(stationId),
        lastAt: taken.findLast((each) => each.stationId === stationId)?.at ?? null,
      })),
    out: (await outNow(station, records.value)).toSorted((a, b) => b.since - a.since).slice(0, MOST_RECORDS),
    unsent: unsent.ok ? unsent.value.about.length : 0,
    made: made
      .slice(-MOST_RECORDS)
      .toReversed()
      .map(({ envelope, contents, number, at, expiresAt, movements }) => ({
        ...{ digest: envelope, words: [...wordCode(envelope)], contents, number, at, expiresAt },
        movements: movements.length,
      })),
    taken: taken
      .slice(-MOST_RECORDS)
      .toReversed()
      .map(({ digest, kind, number, at, stationId, movementIds }) => ({
        ...{ digest, words: [...wordCode(digest)], contents: kind, number, at, stationId },
        officerName: name(stationId),
        movements: movementIds.length,
      })),
  });
}

/** What came into the folder; `nameOf` names whose desk a station is. */
function dropView(
  { folder, problem, offered, waiting, ignored }: DropView,
  nameOf: (stationId: string) => string | null,
): EnvelopeList['drop'] {
  return {
    folder,
    problem: problemOf(problem),
    offered: offered
      .slice(0, MOST_RECORDS)
      .map(({ name, digest, kind, stationId, isNew, createdAt, things }) => ({
        ...{
          name,
          digest,
          words: [...wordCode(digest)],
          contents: kind,
          things,
          stationId,
          isNew,
          createdAt,
        },
        officerName: nameOf(stationId),
      })),
    waiting,
    ignored: ignored
      .slice(0, MOST_IGNORED)
      .map(({ name, why }) => ({ name, problem: { code: why.code, message: why.message } })),
    ignoredCount: ignored.length,
  };
}
