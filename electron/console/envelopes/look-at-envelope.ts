import type { BookWord } from '../../core/book/book-word.ts';
import { checkEnvelope, type Knowledge } from '../../core/envelope/check-envelope.ts';
import type { Envelope } from '../../core/envelope/envelope.ts';
import type { EnvelopeKind } from '../../core/envelope/envelope-kinds.ts';
import type { AddressList } from '../../core/envelope/kinds/address-list.ts';
import { type InspectedMessage, inspectMessage } from '../../core/envelope/kinds/message.ts';
import { checkOfficerCard, type OfficerCard } from '../../core/envelope/kinds/officer-card.ts';
import { checkOwnAddresses, type OwnAddresses } from '../../core/envelope/kinds/own-addresses.ts';
import {
  type IdentifiedBytes,
  type InputProofs,
  type InspectedProposal,
  inspectProposals,
  type Proposals,
} from '../../core/envelope/kinds/proposals.ts';
import { type InspectedReply, inspectReplies } from '../../core/envelope/kinds/replies.ts';
import { checkStatus, type Status } from '../../core/envelope/kinds/status.ts';
import { checkTreasury } from '../../core/envelope/kinds/treasury.ts';
import { hasKey } from '../../core/officer/officer.ts';
import type { KnownPolicy } from '../../core/policy/policy.ts';
import { newestOf } from '../../core/policy/standing.ts';
import { viewDigest } from '../../core/proposal/transfer-view.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { proveProposal } from '../../signer/prove-proposal.ts';
import type { Station } from '../station.ts';
import { askedOf } from './asked-of.ts';
import { newCommittees } from './committees.ts';
import { inputProver } from './input-proofs.ts';
import { readPacked } from './read-packed.ts';
import { whatIsKnown } from './what-is-known.ts';

export type LookingParts = Pick<
  Station,
  'treasury' | 'books' | 'hold' | 'envelopes' | 'messages' | 'policy' | 'chain' | 'effects'
>;

/** What it takes to take one in. */
export type TakingParts = LookingParts & Pick<Station, 'recorder' | 'check' | 'keys' | 'addressBook'>;

/** What is in an envelope, inspected: only what holds against all that this station knows is here. */
export type Inside =
  | {
      readonly kind: 'treasury';
      readonly policies: readonly KnownPolicy[];
      /** Documents of the address book, checked. */
      readonly book: readonly BookWord[];
      /** Who certifies the ledger, beyond those that are known; base64, oldest first. */
      readonly committees: readonly string[];
    }
  | { readonly kind: 'officer-card'; readonly card: OfficerCard }
  | {
      readonly kind: 'proposals';
      readonly proposals: readonly InspectedProposal[];
      readonly epoch: Proposals['epoch'];
      readonly own: OwnAddresses;
    }
  | { readonly kind: 'replies'; readonly replies: readonly InspectedReply[] }
  | { readonly kind: 'status'; readonly status: Status }
  | { readonly kind: 'address-list'; readonly addresses: AddressList['addresses'] }
  | { readonly kind: 'message'; readonly inspected: InspectedMessage };

/** An envelope that is for this station, by its head and its station's signature. */
export interface Admitted {
  readonly envelope: Envelope;
  /** The station that made it is not known yet: people compare the digest. */
  readonly isNew: boolean;
  /** The known station whose place the one that made it has taken; null: of none. */
  readonly retires: string | null;
}

/** One that could be taken in: all of it is inspected. */
export interface Looked extends Admitted {
  readonly inside: Inside;
}

/**
 * Reads an envelope and inspects all of it; nothing is written.
 * @param file the bytes of the envelope, from a file or from QR codes
 * @returns refuses as unpacking, reading, `checkEnvelope` and the inspection of its kind do, and `envelope-foreign` for a kind that
 * this station has no use for
 */
export async function lookAtEnvelope(station: LookingParts, file: Uint8Array): Promise<Result<Looked>> {
  const admitted = await admitEnvelope(station, file);
  if (!admitted.ok) return admitted;
  const inside = await inspect(station, admitted.value.envelope);
  return inside.ok ? ok({ ...admitted.value, inside: inside.value }) : inside;
}

/**
 * Reads an envelope and holds it against what this station knows, without a look at what is inside.
 * @returns refuses as {@link lookAtEnvelope} does, but for the inspection
 */
export async function admitEnvelope(station: LookingParts, file: Uint8Array): Promise<Result<Admitted>> {
  const records = await station.envelopes.read();
  if (!records.ok) return records;
  const { key } = station.treasury;
  const known = [...records.value.stations, { stationId: key.stationId, stationKey: key.publicKey }];
  const isKnown = (id: string, publicKey: string) =>
    known.some(({ stationId, stationKey }) => stationId === id && stationKey === publicKey);
  const envelope = await readPacked(file, isKnown, station.effects.proofs);
  if (!envelope.ok) return envelope;
  const knowledge = await whatIsKnown(station, envelope.value.statement);
  if (!knowledge.ok) return knowledge;
  const sender = checkEnvelope(envelope.value, knowledge.value);
  if (!sender.ok) {
    await holdAsOlder(station, envelope.value.statement, knowledge.value);
    return sender;
  }
  const foreign = whyNotForStation(station, envelope.value);
  if (foreign) return foreign;
  const { kind } = sender.value;
  const retires = sender.value.kind === 'settled' ? sender.value.retires : null;
  return ok({ envelope: envelope.value, isNew: kind === 'new', retires });
}

/**
 * A known station that names an entry of this journal which is not here remembers a newer folder: this one is held until officers
 * have settled it. An officer's desk has one officer, who could not: there the envelope is refused, and no more.
 */
async function holdAsOlder(
  { treasury, books, hold }: LookingParts,
  { station, heads, createdAt: at }: Envelope['statement'],
  { own, stations, entryHash }: Knowledge,
): Promise<void> {
  if (treasury.file().node.kind === 'none') return;
  const isKnown = stations.some(({ stationId, isRetired }) => stationId === station.id && !isRetired);
  const newer = heads.find(
    ({ stationId, seq, hash }) => stationId === own.stationId && entryHash(stationId, seq) !== hash,
  );
  const ours = await books.journal.head();
  if (!isKnown || !newer || !ours) return;
  hold.foundNewer({
    ours: { seq: ours.seq, hash: ours.hash, at: ours.at },
    newer: { seq: newer.seq, hash: newer.hash, at },
  });
}

/** Who asks gets answers, and who answers is asked: a desk takes no proposals, which would take the place of its own. */
const forOfficers: readonly EnvelopeKind[] = ['treasury', 'proposals', 'status', 'address-list', 'message'];
const forDesks: readonly EnvelopeKind[] = ['officer-card', 'replies', 'address-list'];

function whyNotForStation(
  { treasury }: Pick<Station, 'treasury'>,
  { statement: { kind } }: Envelope,
): Refusal | null {
  const isOfficers = treasury.file().node.kind === 'none';
  return (isOfficers ? forOfficers : forDesks).includes(kind)
    ? null
    : refuse('envelope-not-for-station', `this station has no use for an envelope of kind ${kind}`);
}

async function inspect(station: LookingParts, { statement }: Envelope): Promise<Result<Inside>> {
  const { treasury, policy, effects, chain } = station;
  const records = await station.envelopes.read();
  if (!records.ok) return records;
  const { policies } = treasury.file();
  const verify = verifySignature;
  switch (statement.kind) {
    case 'treasury': {
      const checked = checkTreasury(statement.contents, statement, {
        known: policies,
        now: effects.now(),
        verify,
      });
      if (!checked.ok) return checked;
      const newest = newestOf(checked.value.standing);
      const known = records.value.committees;
      const ends = statement.contents.epochs;
      const committees = await newCommittees({ chain, proofs: effects.proofs }, newest, { known, ends });
      return committees.ok
        ? ok({
            kind: 'treasury',
            policies: checked.value.policies,
            book: statement.contents.book ?? [],
            committees: committees.value,
          })
        : committees;
    }
    case 'officer-card': {
      const card = statement.contents;
      const signed = checkOfficerCard(card, statement, verify);
      if (!signed.ok) return signed;
      return whyNotOfPolicy(station, card) ?? ok({ kind: 'officer-card', card });
    }
    case 'proposals': {
      const { committees } = records.value;
      const all = statement.contents.proofs.map(({ bytes }) => bytes);
      const proving = { chain, proofs: effects.proofs };
      const inputsOf = await inputProver(proving, treasury.network.id, { committees, all });
      if (!inputsOf.ok) return inputsOf;
      const proposals = inspectProposals(statement.contents, {
        policy: policy.present(),
        vaults: null,
        now: effects.now(),
        verify,
        identify: (proposal, proofs) => identify(station, proposal, () => inputsOf.value(proposal, proofs)),
      });
      const { epoch, ...own } = statement.contents;
      return proposals.ok ? ok({ kind: 'proposals', proposals: proposals.value, epoch, own }) : proposals;
    }
    case 'replies': {
      const asked = await askedOf(station, statement.contents);
      if (!asked.ok) return asked;
      const { present, replaced } = asked.value;
      const replies = inspectReplies(present, {
        policies,
        inForce: station.policy.present().version,
        now: effects.now(),
        verify,
        proposal: asked.value.proposal,
        mandate: asked.value.mandate,
        message: asked.value.message,
        checkSigned: noVaultElsewhere,
        checkMessageSigned: noVaultElsewhere,
      });
      return replies.ok ? ok({ kind: 'replies', replies: [...replies.value, ...replaced] }) : replies;
    }
    case 'status': {
      const checked = checkStatus(statement.contents, policies, verify);
      return checked.ok ? ok({ kind: 'status', status: statement.contents }) : checked;
    }
    case 'address-list': {
      const checked = checkOwnAddresses(statement.contents, policy.present(), verify);
      const { addresses } = statement.contents;
      return checked.ok ? ok({ kind: 'address-list', addresses }) : checked;
    }
    case 'message': {
      const now = effects.now();
      const inspected = inspectMessage(statement.contents, { policy: policy.present(), now, verify });
      return inspected.ok ? ok({ kind: 'message', inspected: inspected.value }) : inspected;
    }
  }
}

const noVaultElsewhere = () => refuse('reply-unasked', 'no vault of another station signs for this treasury');

/** What the bytes of a proposal are, decoded and proven as the officers' own signers do it. */
function identify(
  { chain, treasury }: LookingParts,
  proposal: InspectedProposal['proposal'],
  proveInputs: () => Result<InputProofs>,
): Result<IdentifiedBytes> {
  const proven = proveProposal(proposal, chain);
  if (!proven.ok) return proven;
  const inputs = proveInputs();
  if (!inputs.ok) return inputs;
  const { digest, view } = proven.value;
  return ok({
    subject: { kind: 'transaction' as const, digest, viewDigest: viewDigest(treasury.network, view) },
    payers: view.payers,
    changeTo: view.changeTo,
    inputs: inputs.value,
  });
}

/** A card is let in for a key that the policy has: whose it is, policy admins have signed. */
function whyNotOfPolicy({ policy }: Pick<Station, 'policy'>, { officer }: OfficerCard): Refusal | null {
  const own = policy.present().officers.find(({ id }) => id === officer.id);
  return own && hasKey(own, officer.publicKey) && own.name === officer.name
    ? null
    : refuse(
        'officer-unknown',
        'expected the card of an officer of this policy, with the key that it has there',
      );
}
