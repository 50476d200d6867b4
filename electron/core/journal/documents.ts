import * as v from 'valibot';
import { approvalSchema, rejectionSchema } from '../approval/approval.ts';
import { attestationSchema } from '../attestation/attestation.ts';
import {
  signedBookEntrySchema,
  signedBookRemovalSchema,
  signedBookVerificationSchema,
} from '../book/book-word.ts';
import { signedTranscriptSchema } from '../ceremony/transcript.ts';
import { signedFreezeLiftSchema, signedFreezeSchema } from '../freeze/freeze.ts';
import { signedMandateSchema } from '../mandate/mandate.ts';
import { signedMessageSchema } from '../message/message.ts';
import { signedPolicySchema } from '../policy/policy.ts';
import { proposalSchema } from '../proposal/proposal.ts';
import { signedRequestSchema } from '../proposal/request.ts';
import { signedClockCorrectionSchema } from '../station/clock-correction.ts';
import { signedSettlementSchema } from '../station/settlement.ts';

/** A document that officers or a vault signed, or that approvals are about: carried whole, so that books can be made again from entries. */
export const documentSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('request'), document: signedRequestSchema }),
  v.strictObject({ kind: v.literal('proposal'), document: proposalSchema }),
  v.strictObject({ kind: v.literal('mandate'), document: signedMandateSchema }),
  v.strictObject({ kind: v.literal('message'), document: signedMessageSchema }),
  v.strictObject({ kind: v.literal('approval'), document: approvalSchema }),
  v.strictObject({ kind: v.literal('rejection'), document: rejectionSchema }),
  v.strictObject({ kind: v.literal('policy'), document: signedPolicySchema }),
  v.strictObject({ kind: v.literal('attestation'), document: attestationSchema }),
  v.strictObject({ kind: v.literal('transcript'), document: signedTranscriptSchema }),
  v.strictObject({ kind: v.literal('settlement'), document: signedSettlementSchema }),
  v.strictObject({ kind: v.literal('clock-correction'), document: signedClockCorrectionSchema }),
  v.strictObject({ kind: v.literal('freeze'), document: signedFreezeSchema }),
  v.strictObject({ kind: v.literal('freeze-lift'), document: signedFreezeLiftSchema }),
  v.strictObject({ kind: v.literal('book-entry'), document: signedBookEntrySchema }),
  v.strictObject({ kind: v.literal('book-verification'), document: signedBookVerificationSchema }),
  v.strictObject({ kind: v.literal('book-removal'), document: signedBookRemovalSchema }),
]);

export type JournalDocument = Readonly<v.InferOutput<typeof documentSchema>>;
type DocumentKind = JournalDocument['kind'];
type DocumentOf<K extends DocumentKind> = Extract<JournalDocument, { readonly kind: K }>['document'];

/** The first document of a kind; undefined where there is none. */
export function documentOf<K extends DocumentKind>(
  documents: readonly JournalDocument[],
  kind: K,
): DocumentOf<K> | undefined {
  return documentsOf(documents, kind)[0];
}

/** All documents of a kind, in their order. */
export function documentsOf<K extends DocumentKind>(
  documents: readonly JournalDocument[],
  kind: K,
): readonly DocumentOf<K>[] {
  return documents.flatMap((each) => (each.kind === kind ? [each.document as DocumentOf<K>] : []));
}
