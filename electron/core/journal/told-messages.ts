import { officerOf } from '../actor.ts';
import { rejectionDigest } from '../approval/approval.ts';
import { checkApprovals } from '../approval/check-approvals.ts';
import type { Hex32 } from '../digest.ts';
import { checkMessage } from '../message/check-message.ts';
import { messageDigest, messageViewDigest } from '../message/message.ts';
import { hasSigned, type VerifySignature } from '../officer/officer.ts';
import type { Policy } from '../policy/policy.ts';
import { documentsOf } from './documents.ts';
import type { TypedEntry } from './journal-entry.ts';

/** What is kept of a message, some hundred bytes: its approvals come later. */
interface Told {
  readonly policy: Policy;
  readonly vaultId: string;
  readonly makerId: string;
  readonly viewDigest: Hex32;
  readonly expiresAt: number;
  /** Who has approved it, by signatures that were verified. */
  readonly approvers: readonly string[];
}

type EntryOf<K extends TypedEntry['kind']> = Extract<TypedEntry, { readonly kind: K }>;

/** The messages that a journal has told of so far. Each must be one of its policy, and each answer one to it. */
export class ToldMessages {
  readonly #told: Map<Hex32, Told>;

  constructor(told: ReadonlyMap<Hex32, Told> = new Map()) {
    this.#told = new Map(told);
  }

  /** One that goes on from here by itself. */
  copy(): ToldMessages {
    return new ToldMessages(this.#told);
  }

  /**
   * @param policy in force after the entry
   * @returns what is wrong with the entry, to go on after "entry 7"; null where nothing is
   */
  add(entry: TypedEntry, policy: Policy, verify: VerifySignature): string | null {
    switch (entry.kind) {
      case 'message-asked':
      case 'message-received':
        return this.#begin(entry, policy, verify) ?? this.#approve(entry, entry.body.message, verify);
      case 'message-approved':
        return this.#answered(entry, entry.body.approver) ?? this.#approve(entry, entry.body.message, verify);
      case 'message-refused':
        return this.#answered(entry, entry.body.refuser) ?? this.#refuse(entry, policy, verify);
      case 'message-signed':
        return this.#sign(entry);
      default:
        return null;
    }
  }

  #begin(
    { kind, body, documents, actor }: EntryOf<'message-asked' | 'message-received'>,
    policy: Policy,
    verify: VerifySignature,
  ): string | null {
    const [message, ...more] = documentsOf(documents, 'message');
    if (!message || more.length > 0) return 'has not exactly one message';
    const checked = checkMessage(message, policy, verify);
    // A policy may have come into force while it was asked for: then no vault takes it, and that is no fault.
    if (!checked.ok && checked.code !== 'message-other-policy')
      return `has a message that no vault takes: ${checked.message}`;
    const { statement } = message;
    const makerId = officerOf(statement.actor) ?? '';
    const acts = officerOf(actor);
    const same = body.message === messageDigest(statement) && body.vaultId === statement.vaultId;
    if (!same || this.#told.has(body.message)) return 'names another message than the one that it has';
    if (acts === null || (kind === 'message-asked' && acts !== makerId)) {
      return 'is about a message, and its maker has not signed it';
    }
    const { vaultId, expiresAt } = statement;
    const viewDigest = messageViewDigest(statement);
    this.#told.set(body.message, { policy, vaultId, makerId, viewDigest, expiresAt, approvers: [] });
    return null;
  }

  /** An answer is signed by its officer; one that a station took in names that officer. */
  #answered(
    { body, actor, documents }: EntryOf<'message-approved' | 'message-refused'>,
    elsewhere: string | undefined,
  ): string | null {
    if (!this.#told.has(body.message)) return 'answers a message that nobody asked for';
    const [answer, ...more] = documents;
    if (!answer || more.length > 0 || (answer.kind !== 'approval' && answer.kind !== 'rejection')) {
      return 'has not exactly one answer';
    }
    return officerOf(answer.document.statement.actor) === (elsewhere ?? officerOf(actor))
      ? null
      : 'names another officer than the one who answered';
  }

  #approve({ kind, documents }: TypedEntry, digest: Hex32, verify: VerifySignature): string | null {
    const told = this.#told.get(digest);
    const approvals = documentsOf(documents, 'approval');
    if (!told || approvals.length === 0) return kind === 'message-approved' ? 'has no approval' : null;
    const { policy, makerId, viewDigest, expiresAt } = told;
    const checked = checkApprovals(
      {
        subject: { kind: 'message', digest, viewDigest },
        requestIds: [],
        makerIds: [makerId],
        // That they count no more is no fault of a journal.
        now: Math.min(...approvals.map(({ statement }) => statement.expiresAt)) - 1,
        endsBy: expiresAt,
      },
      approvals,
      { policy, verify },
    );
    if (!checked.ok) return `has approvals that no vault takes: ${checked.message}`;
    this.#told.set(digest, {
      ...told,
      approvers: [...told.approvers, ...checked.value.map(({ officerId }) => officerId)],
    });
    return null;
  }

  #refuse(
    { body, documents }: EntryOf<'message-refused'>,
    policy: Policy,
    verify: VerifySignature,
  ): string | null {
    const told = this.#told.get(body.message);
    const [rejection] = documentsOf(documents, 'rejection');
    const subject = rejection?.statement.subject;
    if (!told || !rejection || subject?.kind !== 'message' || subject.digest !== body.message) {
      return 'has the refusal of something else than its message';
    }
    const { statement, signature } = rejection;
    const isSigned = [...policy.officers, ...told.policy.officers].some(
      (officer) =>
        officer.id === officerOf(statement.actor) &&
        hasSigned(officer, rejectionDigest(statement), signature, verify),
    );
    return isSigned ? null : 'has a refusal that no officer has signed';
  }

  #sign({ body }: EntryOf<'message-signed'>): string | null {
    const told = this.#told.get(body.message);
    if (told?.vaultId !== body.vaultId)
      return 'has the signature of a message that nobody asked of its vault';
    const { approvers } = body;
    return approvers.length > 0 && approvers.every((id) => told.approvers.includes(id))
      ? null
      : 'has the signature of a message that was not approved by those whom it names';
  }
}
