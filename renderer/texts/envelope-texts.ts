import type { EnvelopeKind } from '../../electron/core/envelope/envelope-kinds.ts';
import { grouped } from './grouped.ts';

const count = (n: number, one: string, many: string): string => `${grouped(n)} ${n === 1 ? one : many}`;

/** Envelopes between stations, and officers' desks. */
export const envelopeTexts = {
  title: 'Envelopes',
  lead: 'Signed documents on their way to other stations and back, as files or as codes on the screen.',
  leadOfficer: 'What the desk asks comes in here; what you answer goes back.',
  kinds: {
    treasury: 'The treasury',
    proposals: 'Proposals',
    replies: 'Answers',
    status: 'Status',
    'officer-card': "An officer's card",
    'address-list': 'Addresses',
    message: 'A message to sign',
  } satisfies Record<EnvelopeKind, string>,
  open: 'Open an envelope',
  openHint:
    'Choose a file, drop it here, or read the code on another screen by camera. It is read and checked; nothing is taken in before you say so.',
  choose: 'Choose a file',
  drop: 'Drop the envelope here',
  make: 'Send',
  makeTreasury: 'Send the treasury to another station',
  makeTreasuryHint:
    "What an officer's desk is made from: people, rules and vaults, all signed. No key is in it.",
  makeCard: 'Send my card',
  makeCardHint: 'It tells the desk that your key lies here. The desk lets this station in by it.',
  makeReplies: (n: number) => (n === 0 ? 'Nothing to answer' : `Send ${count(n, 'answer', 'answers')}`),
  makeRepliesHint: 'All that you approved, rejected or stopped and that has not left yet.',
  asFile: 'As a file',
  asCode: 'On the screen',
  toFolder: 'To the folder',
  folder: 'Folder for envelopes',
  folderHint:
    'A folder that stations share, by a drive or a program that keeps folders alike. What you send can be left there; what comes in is shown above, and nothing is taken in before you say so.',
  folderChoose: 'Choose a folder',
  folderOther: 'Choose another',
  folderNone: 'Use none',
  folderAt: 'It is',
  cameInByFolder: 'By the folder',
  cameInNothing: 'Nothing came in.',
  cameIn: (kind: EnvelopeKind, things: number): string => {
    switch (kind) {
      case 'proposals':
        return `Came in: ${count(things, 'proposal', 'proposals')}`;
      case 'replies':
        return `Came in: ${count(things, 'answer', 'answers')}`;
      case 'treasury':
        return 'Came in: the treasury';
      case 'officer-card':
        return "Came in: an officer's card";
      case 'status':
        return 'Came in: how things stand';
      case 'address-list':
        return 'Came in: addresses';
      case 'message':
        return 'Came in: a message to sign';
    }
  },
  openIt: 'Open it',
  folderWaiting: (n: number) => `${count(n, 'file is', 'files are')} still being written, or read next.`,
  folderIgnored: (n: number) => `${count(n, 'file is', 'files are')} left alone:`,
  folderMore: (n: number) => `and ${grouped(n)} more`,
  answersLeave: 'Your approval reaches the desk in an envelope: send your answers there.',
  sendForApproval: 'Send for approval',
  sendForApprovalHint:
    'To officers at other stations: with the bytes, the approvals so far, and what the vault signed of its addresses.',
  sendMandateHint: (n: number) =>
    `The mandate to officers at other stations: with the bytes of ${count(n, 'movement', 'movements')}, the approvals so far, and what the vault signed of each address.`,
  made: 'The envelope is made',
  madeFile: 'Saved as',
  madeWords: 'Whoever opens it sees the same six words. Read them to each other.',
  digest: 'Digest',
  goodUntil: 'Can be taken in until',
  codeLabel: 'The envelope as an animated code',
  codeHint: (parts: number) =>
    parts === 1
      ? 'One code: hold a camera to it.'
      : `${grouped(parts)} parts, over and over: a camera may begin anywhere.`,
  coarse: 'Larger modules, for poor light',
  speed: 'Frames a second',
  speeds: { '5': '5 a second', '10': '10 a second', '15': '15 a second' },
  looked: 'What is in the envelope',
  from: 'From',
  desk: 'a desk',
  deskOf: (name: string) => `the desk of ${name}`,
  aDesk: 'A desk',
  theDeskOf: (name: string) => `The desk of ${name}`,
  unknownStation: 'a station that is not known yet',
  stationKey: "Its station's key",
  number: 'Number',
  madeAt: 'Made',
  compare:
    'This station is not known yet. Compare the whole digest with its people, by another way than this envelope came.',
  take: 'Take it in',
  taken: 'The envelope was taken in',
  takenHow: (counting: number, late: number) =>
    late === 0
      ? `${count(counting, 'thing counts', 'things count')} from here on.`
      : `${count(counting, 'thing counts', 'things count')} from here on; ${count(late, 'came too late and changes', 'came too late and change')} nothing.`,
  treasuryOf: (name: string) => `Treasury "${name}"`,
  policyVersion: (version: number) => `policy version ${version}`,
  people: 'People',
  vaults: 'Vaults',
  addressesOf: (n: number) => `${count(n, 'address', 'addresses')}, each signed by its vault:`,
  makeAddresses: 'Send these addresses',
  makeAddressesHint:
    "With the vault's own signature over each: whoever knows the rules can check them without this desk.",
  rules: 'Rules',
  ledgerAt: 'Ledger, as of',
  epoch: 'Epoch',
  frozen: 'Frozen by',
  frozenNothing: 'nothing',
  neverCame: 'a movement that never came here',
  makeStatus: 'Send how things stand',
  makeStatusHint:
    "For officers' desks: what became of what you sent, the rules and the ledger as of now, and what freezes this station.",
  cardOf: (name: string) => `This key is ${name}'s, and lies at that station.`,
  key: 'Key',
  pays: 'Pays',
  cancels: 'Cancels, and pays nobody',
  askedBy: (name: string) => `asked by ${name}`,
  approvedBy: (names: string) => `approved by ${names}`,
  approvedByNobody: 'approved by nobody yet',
  inputsProven: (proven: number, inputs: number) =>
    proven === inputs
      ? `${count(inputs, 'input', 'inputs')}, all certified by the network's validators`
      : `${grouped(proven)} of ${count(inputs, 'input', 'inputs')} certified; the rest is the desk's word`,
  unproven: (inputs: number) =>
    `${count(inputs, 'input goes', 'inputs go')} without the validators' certificate: the node did not give it. Other stations see that.`,
  ledger: 'Ledger',
  validatorsOf: (epochs: number) =>
    epochs === 0
      ? 'no validators beyond those that are known here'
      : `validators of ${count(epochs, 'epoch', 'epochs')}, each elected by the one before`,
  answers: {
    approval: 'approved',
    rejection: 'said no',
    signature: 'signed',
    refusal: 'refused to sign',
    'message-signature': 'signed the message',
  },
  somebody: 'Somebody',
  out: 'Out for approval',
  outNone: 'Nothing is out',
  outNoneHint:
    'Open a withdrawal, a sweep or a control proof that needs approval, and send it to officers at other stations.',
  proofOf: (vault: string) => `Control proof of ${vault}`,
  show: 'Show',
  done: 'Done',
  since: 'out since',
  of: (given: number, needed: number | null) => `${given} of ${needed ?? '?'} approvals`,
  stations: 'Known stations',
  stationsNone: 'No other station is known yet. Each is let in by a card that its officer sends.',
  lastSeen: 'last envelope',
  never: 'none yet',
  madeList: 'Sent',
  takenList: 'Taken in',
  nothingYet: 'None yet',
  about: (n: number) => (n === 0 ? '' : count(n, 'movement', 'movements')),
  joinTitle: "An officer's desk",
  joinLead: 'Approve from your own computer: with your key, no vault, and no network.',
  joinOpen: "Make an officer's desk",
  joinSteps: ['Open the treasury envelope', 'Compare it', 'Your key file'],
  joinChoose: 'Choose the treasury envelope',
  joinCompare: 'I compared the whole digest with an officer at the desk',
  joinKey: 'Choose your key file',
  joinKeyHint: 'Your own Stronghold file, from the desk. A copy of it lies in the folder of this station.',
  joinDo: 'Make the desk',
  joinDoing: 'Opening your key file',
  leave: 'Back',
} as const;
