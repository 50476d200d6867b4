import type { Refusal } from '../../core/result.ts';
import type { Books } from '../books.ts';

type Noun = Exclude<keyof Books, 'commit' | 'copyTo' | 'check' | 'close'>;

/** Every read of the books by noun: the thread answers these names and no other. The compiler keeps the list complete. */
export const reads = {
  accounts: ['nextIndex', 'get', 'one', 'free', 'formerNames', 'byAliasKey', 'list'],
  addresses: [
    'find',
    'known',
    'sieve',
    'nextReady',
    'nextPosition',
    'issued',
    'attestations',
    'touched',
    'touches',
    'issuedSince',
  ],
  inputs: [
    'of',
    'owners',
    'richest',
    'richestHeld',
    'holders',
    'largest',
    'gradeOf',
    'ungraded',
    'unproven',
    'unprovenOfVaults',
    'spentElsewhere',
    'provenUnspent',
    'consumed',
    'hasSpend',
  ],
  figures: ['vaults', 'vault', 'depositsSince', 'everDone', 'spent'],
  deposits: ['find', 'list'],
  movements: [
    'get',
    'request',
    'inState',
    'list',
    'countOpen',
    'unitsLeaving',
    'byDigest',
    'askedOf',
    'ofExternalId',
    'cancelling',
    'underMandate',
    'mandate',
    'withExpiredBytes',
    'withVoidApproval',
    'askedUntil',
    'proposal',
    'hasProposed',
    'lastBuilt',
    'approvals',
    'rejection',
    'unsealedRejections',
    'proposedAs',
    'transaction',
    'transactionById',
    'transactionsKnown',
  ],
  journal: [
    'head',
    'list',
    'ofMovement',
    'entry',
    'entries',
    'hasIssued',
    'renamed',
    'raw',
    'marks',
    'nodeChanges',
    'envelopes',
    'messages',
    'book',
    'received',
    'skips',
    'freezes',
    'settling',
    'ceremony',
    'ceremonies',
    'lastBackup',
  ],
  cursor: ['get', 'epoch', 'proof'],
  vaults: ['retired'],
  passwords: ['failures'],
  audit: ['tail', 'step', 'again', 'movement'],
  passes: ['begin', 'next', 'end'],
  facts: ['head', 'after', 'noted'],
  alarms: ['open'],
  exports: ['begin', 'next', 'end'],
  flows: ['statement', 'list', 'restsOn', 'quarters'],
} as const satisfies { readonly [N in Noun]: readonly (keyof Books[N])[] };

/** A call to the thread: `noun` is null for what belongs to the books as a whole. */
export interface ThreadCall {
  readonly id: number;
  readonly noun: string | null;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type ThreadAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  /** What the disk refused, by its cause. */
  | { readonly id: number; readonly ok: false; readonly refusal: Refusal }
  /** A bug. */
  | { readonly id: number; readonly ok: false; readonly refusal: null; readonly message: string };
