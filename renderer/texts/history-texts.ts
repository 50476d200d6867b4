/** Checkpoints that no endpoint gives any more, and time that was skipped for it. */
export const historyTexts = {
  missing: 'What comes next is no longer given by any endpoint',
  missingWhat: (from: string, since: string | null) =>
    `This desk has to read checkpoint ${from} next${since === null ? '' : `; it last took one in on ${since}`}. Nothing is credited meanwhile.`,
  wayNode: 'Follow a node that keeps more of its history. Nothing is lost then.',
  wayStore: 'Name a historical store that has these checkpoints. Nothing is lost then, either.',
  waySkip: (to: string) =>
    `Where neither is to be had: a policy admin and a second officer skip that time, and the desk goes on at checkpoint ${to}.`,
  toSettings: 'Nodes and store in Settings',
  skip: 'Skip this time',
  whoMay: 'Skipping it takes two policy admins; where there is one alone, an approver confirms it.',
  skipTitle: 'Skip time of the ledger',
  firstUnseen: 'First checkpoint that is never seen',
  goesOnAt: 'Goes on at checkpoint',
  lastTakenIn: 'Last one taken in',
  goesOnAtTime: (to: string) => `Time of checkpoint ${to}`,
  behindDigest: (to: string) => `Digest of the one before ${to}`,
  compareProven: 'Proven by the validators. Both officers sign this digest and these times.',
  compareWord:
    "One node's word: compare digest and time with another source. Both officers sign them, and nothing else is gone on with.",
  unknown: 'not known',
  consequences: [
    'Deposits of that time are never listed and never credited: compare with your customers. Their money is found, for what each address has is read again.',
    "No coin counts as proven any more. What was proven before is shown as existed, unspent by one node's word, until it is moved.",
    'A payment that happened in that time stays in doubt here until an endpoint gives what validators certified of it. Do not pay it another way before that.',
    'The journal, the Network screen and statements name this time for ever.',
  ],
  paymentUnseen:
    'Time of the ledger was skipped after this was signed: it may have happened then. It ends by itself once an endpoint gives its certified effects; name one that keeps more of its history. If it did not happen, it can be cancelled: only one of both can ever happen.',
  skipNow: 'Skip it',
  skipped: 'Time of the ledger was skipped',
  unseen: 'Time that was not seen',
  unseenSpan: (from: string, to: string, fromAt: string, toAt: string) =>
    `Checkpoints from ${from} to the one before ${to}: ${fromAt} to ${toAt}.`,
  unseenMeans: 'What came or went then is in no list of deposits and in no line of a statement.',
} as const;
