import { approvalDigest, rejectionDigest } from '../core/approval/approval.ts';
import { bookEntryDigest, bookRemovalDigest, bookVerificationDigest } from '../core/book/book-word.ts';
import { transcriptDigest } from '../core/ceremony/transcript.ts';
import type { Hex32 } from '../core/digest.ts';
import { officerCardDigest } from '../core/envelope/kinds/officer-card.ts';
import { freezeDigest, freezeLiftDigest } from '../core/freeze/freeze.ts';
import { journalWitnessDigest } from '../core/journal/journal-entry.ts';
import { mandateDigest } from '../core/mandate/mandate.ts';
import { messageDigest } from '../core/message/message.ts';
import { policyDigest } from '../core/policy/policy.ts';
import { requestDigest } from '../core/proposal/request.ts';
import { clockCorrectionDigest } from '../core/station/clock-correction.ts';
import { settlementDigest } from '../core/station/settlement.ts';
import type { SignerRequest } from './protocol.ts';

/** What an officer's key signs of a statement. An entry of the journal has its own tag: its hash comes from outside. */
export function statementDigest(request: SignerRequest<'sign-statement'>): Hex32 {
  switch (request.kind) {
    case 'request':
      return requestDigest(request.statement);
    case 'mandate':
      return mandateDigest(request.statement);
    case 'message':
      return messageDigest(request.statement);
    case 'approval':
    case 'mandate-approval':
    case 'message-approval':
      return approvalDigest(request.statement);
    case 'rejection':
      return rejectionDigest(request.statement);
    case 'policy':
      return policyDigest(request.policy);
    case 'transcript':
      return transcriptDigest(request.transcript);
    case 'settlement':
      return settlementDigest(request.settlement);
    case 'clock':
      return clockCorrectionDigest(request.correction);
    case 'freeze':
      return freezeDigest(request.freeze);
    case 'freeze-lift':
      return freezeLiftDigest(request.lift);
    case 'book-entry':
      return bookEntryDigest(request.entry);
    case 'book-verification':
      return bookVerificationDigest(request.verification);
    case 'book-removal':
      return bookRemovalDigest(request.removal);
    case 'officer-card':
      return officerCardDigest(request.card);
    case 'journal':
      return journalWitnessDigest(request.hash);
  }
}
