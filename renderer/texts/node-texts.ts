/** The node: what is told of it on every screen, and where it is changed. */
export const nodeTexts = {
  connecting: 'The node has not answered yet.',
  catchingUp: 'Older checkpoints are still being read.',
  catchingUpFrom: (checkpoint: string, newest: string) =>
    `Still reading: checkpoint ${checkpoint} of ${newest}.`,
  readNothing: 'Nothing was read from it yet.',
  readUntil: (checkpoint: string, when: string) => `Figures are those of checkpoint ${checkpoint}, ${when}.`,
  ownDown: "This desk's practice node has stopped.",
  ownStopped: 'No money is lost: its ledger is on disk, and it is started again by itself.',
  nextTry: (when: string) => `Next try at ${when}.`,
  tryNow: 'Try now',
  toSettings: 'Node in Settings',
  title: 'Node',
  lead: 'Deposits, balances and fees are read from this node, and payments are sent to it.',
  now: 'In use',
  own: "this desk's own practice node",
  state: 'State',
  address: 'Address',
  field: 'Address of another node',
  fieldHint:
    'https, or http for a node on this computer. No user name, no password, no ?. It stays in the journal for ever.',
  test: 'Test',
  passed: 'This node is on the network of this treasury and has its history.',
  genesis: 'Genesis',
  genesisSame: (genesis: string) => `${genesis}, as this treasury was made on`,
  protocol: 'Protocol version',
  newest: 'Newest checkpoint',
  newestAt: (checkpoint: string, age: string, when: string) => `${checkpoint}, ${age} old (${when})`,
  took: 'Answered in',
  milliseconds: (count: number) => `${count} ms`,
  save: 'Use this node',
  back: 'Back to the practice node of this desk',
  changed: 'The node was changed',
  whoMay: 'A policy admin who is signed in changes the node. The change is signed in the journal.',
  age(milliseconds: number): string {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    if (seconds < 120) return `${seconds} s`;
    const minutes = Math.round(seconds / 60);
    return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  },
} as const;
