import type { MovementAction, MovementState } from '../../electron/contract/movements.ts';
import type { StationRule } from '../../electron/core/actor.ts';
import type { JournalKind } from '../../electron/core/journal/bodies.ts';
import type { Role } from '../../electron/core/officer/officer.ts';

/** One word for each state of a movement, and one sentence that explains it. */
export const movementStateText: Record<MovementState, { readonly word: string; readonly means: string }> = {
  queued: { word: 'Queued', means: 'Requested. Its transaction is built by itself as soon as it can be.' },
  proposed: { word: 'Needs approval', means: 'The transaction is built; approvals are being collected.' },
  approved: { word: 'Approved', means: 'Enough officers have approved. The vault can sign.' },
  signed: { word: 'Signed', means: 'Signed and stored. Not yet known to be accepted by the network.' },
  sent: { word: 'Sent', means: 'The network accepted it. Not final until it is in a checkpoint.' },
  final: { word: 'Final', means: 'In a checkpoint. It cannot be undone.' },
  stopped: {
    word: 'Stopped',
    means:
      'Nothing builds, approves, signs or sends it. Its vault says when it opens whether it had signed it.',
  },
  failed: {
    word: 'Failed',
    means: 'The network did not carry it out. Nobody was paid; a fee may have been charged.',
  },
  rejected: { word: 'Rejected', means: 'An officer said no. All its approvals are void.' },
  cancelled: { word: 'Cancelled', means: 'Taken back before it was signed. No money moved.' },
  expired: { word: 'Expired', means: 'Its request or an approval of it ran out of time. No money moved.' },
};

export const depositStateText = {
  seen: { word: 'Seen', means: 'Executed, but can still vanish. Do not credit it yet.' },
  final: { word: 'Final', means: 'In a checkpoint. Credit it.' },
} as const;

export const actionText: Record<MovementAction, string> = {
  approve: 'Approve',
  reject: 'Reject',
  sign: 'Sign with vault',
  submit: 'Submit to network',
  cancel: 'Cancel request',
  stop: 'Stop',
  void: 'Cancel payment',
};

export const roleText: Record<Role, string> = {
  maker: 'maker',
  approver: 'approver',
  'policy-admin': 'policy admin',
  auditor: 'auditor',
};

export const vaultStateText = { locked: 'Locked', opening: 'Opening', open: 'Open' } as const;
export const vaultKindText = { hot: 'Hot', cold: 'Cold' } as const;
export const nodeStateText = {
  connecting: 'Connecting',
  connected: 'Connected',
  'catching-up': 'Catching up',
  problem: 'Problem',
} as const;
export const stationText = { desk: 'Desk', cold: 'Cold station', officer: 'Officer’s desk' } as const;

export const journalKindText: Record<JournalKind, string> = {
  'treasury-created': 'Treasury created',
  'account-created': 'Account created',
  'account-renamed': 'Account renamed',
  'account-noted': 'Note of an account',
  'account-archived': 'Account archived',
  'account-restored': 'Account taken back',
  'address-issued': 'Address issued',
  'addresses-derived': 'Addresses derived',
  'money-found': 'Money found',
  'deposit-final': 'Deposit final',
  'officer-signed-in': 'Officer signed in',
  'officer-signed-out': 'Officer signed out',
  'vault-opened': 'Vault opened',
  'vault-closed': 'Vault closed',
  'vault-sealed': 'Vault updated',
  'withdrawal-requested': 'Withdrawal requested',
  'mandate-requested': 'Mandate requested',
  'gather-requested': 'Gathering requested',
  'sweep-requested': 'Sweep requested',
  'cancellation-requested': 'Cancellation requested',
  'request-cancelled': 'Request cancelled',
  'proposal-built': 'Transaction built',
  'mandate-approved': 'Mandate approved',
  'mandate-stopped': 'Mandate stopped',
  'proposal-approved': 'Approved',
  'proposal-rejected': 'Rejected',
  'movement-stopped': 'Stopped',
  'stop-sealed': 'Stop sealed',
  'proposal-expired': 'Expired',
  'request-expired': 'Request expired',
  'sign-refused': 'Signing refused',
  'proposal-signed': 'Signed',
  'transaction-leaving': 'Sent',
  'payment-voided': 'Payment cancelled',
  'transaction-submitted': 'Submitted',
  'transaction-final': 'Final',
  'transaction-failed': 'Failed',
  'node-alarm': 'Node alarm',
  'ceremony-completed': 'Ceremony completed',
  'ceremony-abandoned': 'Ceremony abandoned',
  'vault-password-changed': 'Vault password changed',
  'vault-copied': 'Vault file copied',
  'vault-migrated': 'Vault file migrated',
  'second-opinion-agreed': 'Official library agreed',
  'second-opinion-differed': 'Official library differed',
  'act-confirmed': 'Confirmed by a second officer',
  'idle-lock-changed': 'Idle lock changed',
  'node-changed': 'Node changed',
  'time-skipped': 'Time of the ledger skipped',
  'journal-exported': 'Journal exported',
  'books-exported': 'Table exported',
  'treasury-backed-up': 'Treasury backed up',
  'ceremony-begun': 'Ceremony begun',
  'folder-settled': 'Folder settled',
  'clock-corrected': 'Clock put right',
  'vault-frozen': 'Frozen',
  'freeze-lifted': 'Freeze lifted',
  'recipient-entered': 'Recipient entered',
  'recipient-verified': 'Recipient verified',
  'recipient-removed': 'Recipient removed',
  'payment-recovered': 'Payment found in the ledger',
  'facts-noted': 'Ledger facts noted',
  'books-differed': 'Books differed',
  'books-rebuilt': 'Tables made anew',
  'books-settled': 'Alarm about the books settled',
  'station-joined': 'Station joined',
  'station-introduced': 'Station introduced',
  'envelope-made': 'Envelope made',
  'envelope-taken': 'Envelope taken in',
  'drop-folder-set': 'Folder for envelopes chosen',
  'message-asked': 'Message to sign asked for',
  'message-received': 'Message to sign received',
  'message-approved': 'Message to sign approved',
  'message-refused': 'Message to sign refused',
  'message-not-signed': 'Message not signed by its vault',
  'message-signed': 'Message signed',
  'mandate-received': 'Mandate received',
  'proposal-received': 'Proposal received',
  'movement-ended-elsewhere': 'Ended, by its desk',
};

/** Why the station did something that no person did. */
export const stationRuleText: Record<StationRule, string> = {
  'treasury-made': 'A new treasury begins with this',
  'ledger-followed': 'It follows the ledger',
  'payment-sent': 'It sends what was signed',
  'request-built': 'It builds what was asked for, when the money and the node are there',
  'approval-expired': 'Approvals end with their time or their policy',
  'bytes-expired': 'Transactions end with their last epoch',
  'request-expired': 'Requests end with their time',
  'payment-ended': 'A cancellation ends with its payment',
  'vault-updated': 'An open vault takes new policies and rejections',
  'signature-recalled': 'A vault gives back what it had signed',
  'stop-sealed': 'What was stopped is rejected when its vault has sealed that',
  'ceremony-carried-out': 'It carries out a signed ceremony',
  'ceremony-called-off': 'A ceremony was called off, and no officer could sign that',
  'caller-gone': 'A window or program has gone: its officers are signed out',
  'officer-left': "The officer's key was closed before this was written down",
  'books-checked': 'It checks the tables against the journal',
  'lock-idle': 'Nobody touched mouse or keyboard for the time of the idle lock',
  'lock-system': 'The computer went to sleep, or its screen was locked',
  'lock-page-lost': 'The window failed',
  'reply-taken': 'It takes in what officers answered at other stations',
  'folder-held': 'The folder is held until officers settle it',
  'lock-closing': 'The treasury was closed',
  'lock-unnamed': 'Everybody may lock: nobody was signed in, or who locked gave no name',
};
