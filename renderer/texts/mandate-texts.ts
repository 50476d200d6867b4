import { grouped } from './grouped.ts';

const count = (n: number, one: string, many: string) => `${grouped(n)} ${n === 1 ? one : many}`;
const addresses = (n: number) => count(n, 'address', 'addresses');

/** Texts of gathers, and of everything that is approved by one mandate. */
export const mandateTexts = {
  gather: 'Gather',
  gatherOpen: 'Gather deposits',
  gatherTitle: 'Gather into one address?',
  gatherIntro: (vault: string) =>
    `Moves what ${vault} has at many addresses to its receiving address, so that one payment can use it, and merges many inputs of that address into one. No money leaves the vault. It is approved once.`,
  gatherFrom: 'Gather in',
  gatherDo: 'Request gather',
  gatherRequested: (n: number) => `Gather of ${addresses(n)} requested`,
  waitsForGather: 'A gather brings it there. When that is final, this is built by itself.',
  gatherFirst: 'No single address has that much. It can be paid after a gather.',
  gatherFirstHint: 'The request may be made now: it is built by itself when the gather is final.',
  plan: 'What would move',
  nothing: 'No address has free money that is worth its fee.',
  merged: 'Merged at the same address',
  arrives: 'Arrives',
  from: (n: number) => `from ${addresses(n)}`,
  feeAtMost: 'Fees at most',
  feeHint: 'What a transaction does not use of it stays at its address.',
  dust: 'Stays as too little',
  dustHint: (n: number, retired: boolean) =>
    `at ${addresses(n)}: ${retired ? 'not more than its fee' : 'less than ten times its fee'}`,
  asked: 'Asked for already',
  askedHint: (n: number) => `at ${addresses(n)}: see Sweeps`,
  later: 'Left for a later gather',
  laterHint: (n: number) => `at ${addresses(n)}: one mandate takes 100`,
  destination: (vault: string) => `To ${vault}, its receiving address`,
  sources: (n: number) => `Sources: ${addresses(n)}`,
  kinds: { gather: 'Gather', sweep: 'Sweep' },
  title: (kind: 'gather' | 'sweep', n: number) =>
    `${kind === 'gather' ? 'Gather' : 'Sweep'} of ${addresses(n)}, approved together`,
  hint: 'One mandate: approving, signing and stopping are for all of it. Each address pays in a transaction of its own.',
  progress: (done: number, all: number) => `${grouped(done)} of ${grouped(all)} done`,
  ended: (n: number) => `${grouped(n)} ended without moving`,
  waits: (n: number, state: string) => `${state}: ${grouped(n)}`,
  moved: 'Arrived so far',
  feesPaid: 'Fees so far',
  unusedFees: 'Left at sources',
  total: 'In all',
  expires: 'Valid until',
  next: 'Go on with the rest',
  see: 'See',
  present: 'this one',
  foreign: 'The vault has not signed this address for its place. Do not approve: stop it.',
  codeHint: 'The same words on every screen mean the same mandate.',
  approveTitle: 'Approve this mandate?',
  approveIntro: (n: number) =>
    `Your signature counts for ${count(n, 'transaction', 'transactions')}: each source once, its amount, to this destination. The vault holds every one against it.`,
  approved: 'Mandate approved',
  stopTitle: 'Stop all that is left of it?',
  stopHint:
    'From now on nothing of this mandate is built, approved, signed or sent. What is final stays. This cannot be taken back.',
  lists: { sweep: 'Sweeps', gather: 'Gathers' },
  chooseList: 'Sweeps or gathers',
  retired: {
    left: 'Money is left in this retired vault.',
    leftHint: 'Ask again: it goes to the vault that took its place, after approval and signature as always.',
    open: 'Ask again',
    title: (vault: string) => `Empty ${vault}?`,
    intro:
      'Moves all that is free to the receiving address of the vault that took its place. What movements hold follows when these have ended: then ask again.',
    do: 'Request it',
    requested: (n: number) => `${count(n, 'move', 'moves')} requested`,
    nothing: 'Nothing of it can be moved now.',
  },
  gathersLead: 'Deposits at many addresses of a vault, brought together in it.',
  gathers: {
    count: (n: number) => count(n, 'movement', 'movements'),
    search: 'Search gathers',
    list: 'Gathers',
    none: 'Nothing gathered yet',
    noneHint: 'A gather brings deposits at many addresses of one vault together.',
    noneFilter: 'No gather here',
    noneFilterHint: 'Choose "All" to see the others.',
  },
};
