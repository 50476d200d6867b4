import type { FirstSteps } from '../../electron/contract/treasury.ts';

/** The first steps of a new treasury: what each is, why, and where it is done. */
export const firstStepsTexts = {
  title: 'First steps',
  lead: 'Each is ticked by what the journal and the ledger say. The list goes by itself when all are done.',
  guide: 'Read about the first day',
  putAway: 'Put away',
  putAwayHint: 'Settings show it again.',
  done: 'done',
  notDone: 'to do',
  show: 'Show the first steps of a new treasury',
  steps: {
    signIn: {
      what: 'Sign in as an officer',
      why: 'Nothing happens without a name: who asks, who approves and who signs is always a person.',
      go: 'Sign in',
    },
    unlock: {
      what: 'Unlock the hot vault',
      why: 'The signer has its keys then. It asks the policy for every signature all the same.',
      go: 'Unlock',
    },
    account: {
      what: 'Make the first account',
      why: 'A name with its own deposit addresses, for one customer or purpose.',
      go: 'To accounts',
    },
    deposit: {
      what: 'Take in the first deposit',
      why: 'Give an address of the account to who pays. In a practice treasury you can let a customer pay there.',
      go: 'To accounts',
    },
    withdrawal: {
      what: 'Pay the first withdrawal',
      why: 'A maker asks, others approve what the bytes say, the vault signs. Done when it is final.',
      go: 'To withdrawals',
    },
    sweep: {
      what: 'Sweep a surplus to the cold vault',
      why: 'Planned as soon as the hot vault is above its maximum. Done when it is final.',
      go: 'To sweeps',
    },
  } satisfies Record<keyof FirstSteps, { what: string; why: string; go: string }>,
} as const;
