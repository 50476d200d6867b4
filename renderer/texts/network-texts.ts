import type { EndpointState } from '../../electron/contract/network.ts';
import { grouped } from './grouped.ts';

const count = (n: number, one: string, many: string): string => `${grouped(n)} ${n === 1 ? one : many}`;

/** The network: what is proven of it, by whom, and what each endpoint is worth. */
export const networkTexts = {
  title: 'Network',
  lead: 'What all figures rest on: who certifies the ledger, how far it is proven, and which endpoints it is read from.',
  none: 'This station has no network',
  noneHint: 'It knows of the ledger what envelopes bring, and proves each end of an epoch by itself.',
  standing: 'Where it stands',
  lastCheckpoint: 'Taken in up to',
  readAt: (when: string) => `read ${when}`,
  nothingRead: 'nothing yet',
  behind: 'Behind',
  notBehind: 'not at all',
  behindBy: (n: number) => count(n, 'checkpoint', 'checkpoints'),
  behindUnknown: 'not known yet',
  epoch: 'Epoch',
  certifiedBy: 'Certified by',
  votes: (weight: string, total: string) => `${weight} of ${total}`,
  notCertified: 'nobody yet',
  sinceOpened: 'nothing was proven since this treasury was opened',
  needed: (quorum: string) => `votes; ${quorum} are needed`,
  root: 'What proof begins with',
  networkName: 'Network',
  genesis: 'Genesis',
  noRoot: 'The policy names no trust root: nothing on this network can be proven.',
  rootKind: {
    closing: 'Trust root: the checkpoint that closes an epoch',
    committee: 'Trust root: the first committee of validators',
  } as Readonly<Record<string, string>>,
  wholeGenesis: 'Whole genesis digest',
  signedByOfficers:
    'The officers signed both digests with the policy. Compare them whole with two sources that do not know each other.',
  last: 'Last proven checkpoint',
  checkpoint: 'Checkpoint',
  digest: 'Digest',
  time: "Time, by the validators'\u00a0clock",
  atGenesis: "none: the ledger's beginning",
  inEpoch: 'In epoch',
  weight: 'Certificate',
  weightBar: (weight: string, total: string, quorum: string) =>
    `${weight} of ${total} votes; ${quorum} are needed`,
  nothingProven: 'Nothing is proven yet',
  nothingProvenHint: 'No endpoint has given a certificate that stands on the trust root.',
  committee: 'Committee',
  committeeOf: (epoch: string, members: number) =>
    `${count(members, 'validator', 'validators')}, epoch ${epoch}`,
  member: 'Validator',
  key: 'Key',
  votesOf: 'Votes',
  share: 'Share',
  percent: (share: string) => `${share} %`,
  committeeHint:
    'They certify the next checkpoint. Each end of an epoch elects the next committee, by their signatures.',
  endpoints: 'Endpoints',
  own: "this desk's own practice node",
  followed: 'followed',
  newest: (checkpoint: string) => `newest checkpoint ${checkpoint}`,
  from: (checkpoint: string, kept: string | null) =>
    kept === null
      ? `serves back to checkpoint ${checkpoint}`
      : `serves back to checkpoint ${checkpoint}, ${kept} in all`,
  history: 'What nodes have thrown away comes from the historical store, proven as from a node:',
  fromUnknown: 'does not say how far back it serves',
  gives: {
    grpc: "gRPC: proves checkpoints, deposits and payments by the validators' signatures. It can only be late; coins older than what was followed are its word until they are moved.",
    'json-rpc':
      'JSON-RPC: proves nothing. The policy says what its word may do: show, count with that of a second endpoint, or count alone.',
  },
  toNode: 'Change the node',
  endEpoch: 'End the epoch now',
  endEpochHint: 'On the practice network alone: a real one ends an epoch about once a day.',
  says: {
    connecting: { word: 'Connecting', means: 'It has not answered yet.' },
    'in-reserve': { word: 'In reserve', means: 'It is asked when the one that is followed fails.' },
    proven: {
      word: 'Proven',
      means: "Nothing that is read from it counts before the validators' signatures have proven it.",
    },
    word: {
      word: "One node's word",
      means: 'Nothing proves what this endpoint says. Balances, deposits and finality are its word alone.',
    },
    'two-agree': {
      word: 'Two must agree',
      means:
        'Nothing proves what this endpoint says. Nothing of it counts before a second, independent endpoint has told the same.',
    },
    reading: {
      word: 'Reading',
      means: 'Older checkpoints are still being read. Figures are those of the last one.',
    },
    behind: {
      word: 'Behind',
      means:
        'It knows less of the ledger than was taken in already, or has not indexed the newest yet. Nothing is read from it until it has caught up.',
    },
    pruned: {
      word: 'Pruned',
      means:
        'It no longer has the checkpoint that comes next. Nothing is skipped: an endpoint with a longer history is needed.',
    },
    'other-network': {
      word: 'Another chain',
      means: 'It is on another network than this treasury. Nothing is read from it.',
    },
    'other-history': {
      word: 'Another history',
      means:
        'It began as this network did, and has another checkpoint than the one that was taken in. Nothing is read from it.',
    },
    'two-histories': {
      word: 'Two histories',
      means:
        "Validators have certified two checkpoints of one number. Nothing is credited. Call the network's operators.",
    },
    refused: {
      word: 'Proof refused',
      means: "What it gave does not stand on the validators' signatures. Nothing of it was taken in.",
    },
    unproven: {
      word: 'Proves nothing',
      means: 'What came before was proven, and this endpoint proves nothing. It is not gone on with.',
    },
    'rate-limited': {
      word: 'Rate limited',
      means: 'It limits how often it is asked. It is asked again when it allows it.',
    },
    away: {
      word: 'Away',
      means: 'It does not answer. No money is at risk; figures are those of the last checkpoint.',
    },
    problem: { word: 'Problem', means: 'It answers, and something is wrong with what it says.' },
  } satisfies Readonly<Record<EndpointState, { readonly word: string; readonly means: string }>>,
} as const;
