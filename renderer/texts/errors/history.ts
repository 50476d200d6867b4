import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { NOT_CREDITED, UNMOVED } from './sentences.ts';

const OTHER_STORE = 'Check its address in Settings, or follow a node that still has these checkpoints.';

/** Old checkpoints that no node has any more. */
export const historyErrors = {
  'history-unreachable': {
    what: 'The historical store does not answer, and the node no longer has the next checkpoint.',
    money: NOT_CREDITED,
    next: 'Wait: it is asked again by itself. If it stays, check the address of the store in Settings.',
  },
  'history-malformed': {
    what: 'The historical store gave something else than the checkpoint that was asked for.',
    money: NOT_CREDITED,
    next: OTHER_STORE,
  },
  'history-too-large': {
    what: 'The historical store gave more than any checkpoint has.',
    money: NOT_CREDITED,
    next: OTHER_STORE,
  },
  'history-own-node': {
    what: 'This desk follows its own practice node, which throws nothing away.',
    money: UNMOVED,
    next: 'A historical store is named beside a node at an address.',
  },
  'skip-backwards': {
    what: 'The ledger is gone on with behind what was not seen, never before it.',
    money: UNMOVED,
    next: 'Look at the Network screen again: it says where the desk is, and where it can go on.',
  },
  'skip-changed': {
    what: 'The desk is at another checkpoint than the one that you saw.',
    money: UNMOVED,
    next: 'Look at the Network screen again, and decide anew.',
  },
  'skip-not-needed': {
    what: 'An endpoint still gives the checkpoint that comes next.',
    money: UNMOVED,
    next: 'Follow that endpoint: nothing has to be skipped.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
