import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { UNMOVED } from './sentences.ts';

/** Officers, vaults and what a vault has sealed. */
export const officersErrors = {
  'officer-unknown': {
    what: 'This officer is not known here.',
    money: UNMOVED,
    next: 'Choose an officer from the list.',
  },
  'officer-not-signed-in': {
    what: 'Nobody is signed in.',
    money: UNMOVED,
    next: 'Sign in as an officer (top right).',
  },
  'officer-suspended': {
    what: 'This officer is suspended: nothing that they sign counts.',
    money: UNMOVED,
    next: 'Let another officer act. Ask the policy admins why.',
  },
  'officer-expired': {
    what: "This officer's time in the policy is over: nothing that they sign counts.",
    money: UNMOVED,
    next: 'Let another officer act. The policy admins confirm an officer by a change of the policy.',
  },
  'second-officer-needed': {
    what: 'This takes two officers.',
    money: UNMOVED,
    next: 'Sign a second officer in at this desk and let them confirm it.',
  },
  'vault-unknown': { what: 'This vault is not known here.', money: UNMOVED, next: 'Choose a vault again.' },
  'vault-locked': {
    what: 'The vault is locked.',
    money: 'Its money stays where it is until it is unlocked.',
    next: 'Unlock the vault (at the foot of the left rail).',
  },
  'vault-retired': {
    what: 'The vault is retired.',
    money: UNMOVED,
    next: 'Choose the vault that took its place.',
  },
  'account-unknown': {
    what: 'This account is not known here.',
    money: UNMOVED,
    next: 'Choose the account from the list again.',
  },
  'proposal-unknown': {
    what: 'No transaction has been built for this request.',
    money: UNMOVED,
    next: 'It is built by itself as soon as it can be; its panel says what it waits for.',
  },
  'movement-stopped': {
    what: 'An approver has stopped this payment.',
    money: UNMOVED,
    next: 'Its history says who did, and why. What was signed before is sent by an approver or not at all.',
  },
  'proposal-state': {
    what: 'The transaction is not in the state that this step needs.',
    money: UNMOVED,
    next: 'Look at its history below; someone else may have been faster.',
  },
  'sweep-not-needed': {
    what: 'There is no surplus to sweep now, or it is on its way already.',
    money: 'The money may stay where it is.',
    next: 'Nothing to do. A plan appears once the hot vault is above its maximum and its money is free.',
  },
  'gather-not-needed': {
    what: 'There is nothing to gather: no address has free money that is worth its fee.',
    money: 'The money may stay where it is.',
    next: 'Nothing to do. Money that is reserved by payments on their way can be gathered when they have ended.',
  },
  'vault-not-retired': {
    what: 'The vault is at work: only a retired one is emptied into its successor.',
    money: UNMOVED,
    next: 'Use a sweep, a gather or a withdrawal, or rotate the vault first.',
  },
  'retired-empty': {
    what: 'Nothing in the retired vault can be moved now.',
    money:
      'What it still has is held by movements on their way, is asked for already, or is less than the fee.',
    next: 'Look at what holds it. When that has ended, ask again.',
  },
  'state-missing': {
    what: 'The sealed state of the signer is missing.',
    money: 'The vault stays shut; the money on the chain is untouched.',
    next: 'Restore the treasury folder from a backup and tell the policy admin.',
  },
  'state-damaged': {
    what: 'The sealed state of the signer is damaged or was altered.',
    money: 'The vault stays shut; the money on the chain is untouched.',
    next: 'Restore the treasury folder from a backup and tell the policy admin.',
  },
  'state-rolled-back': {
    what: 'The sealed state of the signer is older than the journal. Someone may have put back an old copy.',
    money: 'The vault stays shut; the money on the chain is untouched.',
    next: 'Stop, and tell the policy admin and the auditor.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
