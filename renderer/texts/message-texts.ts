import type { MessageView } from '../../electron/contract/messages.ts';
import { grouped } from './grouped.ts';

const count = (n: number, one: string, many: string): string => `${grouped(n)} ${n === 1 ? one : many}`;

/** Texts of messages to sign: control proofs. */
export const messageTexts = {
  title: 'Control proofs',
  lead: 'A text that an auditor or counterparty gave, signed by an address of a vault. It moves no money.',
  list: 'Control proofs',
  create: 'New control proof',
  none: 'Nothing to sign',
  noneHint:
    'A maker asks that an address signs a text; as many others approve it as the strictest withdrawal takes; the vault signs.',
  noneMine: 'No control proof waits for you',
  noneMineHint: 'One waits for you while you can approve it, or have it signed.',
  count: (n: number) => count(n, 'control proof', 'control proofs'),
  pick: 'Choose a control proof',
  pickHint: 'Its whole text, word code and next step appear here.',
  columns: { state: 'State', what: 'Text', when: 'Asked', approvals: 'Approvals' },
  states: {
    waiting: 'Needs approval',
    approved: 'Ready to sign',
    signed: 'Signed',
    refused: 'Refused',
    expired: 'Expired',
    void: 'Policy changed',
  } satisfies Record<MessageView['state'], string>,
  means: {
    waiting: 'Others compare the text and approve it.',
    approved: 'The vault signs it when it is open.',
    signed: 'Save it, and give it to whoever asked for it.',
    refused: 'The vault signs nothing of it any more.',
    expired: 'Nobody may approve or sign it any more. Ask for it again.',
    void: 'It was asked for under another version of the policy. Ask for it again.',
  } satisfies Record<MessageView['state'], string>,
  vault: 'Vault',
  choose: 'Choose a vault',
  address: 'Address',
  addressHint:
    'Of this vault: its receiving address, or a deposit address. The file will say that it is yours.',
  text: 'Text to sign',
  textHint: 'Exactly as it was given, with the nonce. Hidden characters are refused.',
  size: (characters: number, lines: number) =>
    `${count(characters, 'character', 'characters')}, ${count(lines, 'line', 'lines')}`,
  ask: 'Ask for it',
  asked: 'Control proof asked for',
  incomplete: 'Choose the vault, and fill in address and text first.',
  signInFirst: 'Sign in as a maker to ask for a control proof.',
  signedText: 'The whole text',
  signedTextHint: 'It is signed as it stands here, to the last character.',
  codeHint: 'The same words on every screen mean the same text, address and request.',
  path: 'Path',
  maker: 'Asked by',
  until: 'Asks until',
  approvals: (given: number, needed: number) => `Approvals: ${grouped(given)} of ${grouped(needed)}`,
  nobody: 'Nobody has approved it yet.',
  sendHint:
    'To officers at other stations: with the approvals so far, and what the vault signed of the address.',
  signature: 'Signature',
  foreign: 'The vault has not signed this address for its place. Do not approve: refuse it.',
  refusedBy: (name: string) => `Refused by ${name}`,
  somebody: 'an officer',
  approve: 'Approve',
  approveTitle: 'Approve this text?',
  approveIntro:
    'A signature cannot be taken back, and nobody here sees where it is shown. Approve only a text that you understand, for somebody whom you know.',
  approved: 'Control proof approved',
  refuse: 'Refuse',
  refuseTitle: 'Refuse this text?',
  refuseHint: 'The vault will sign nothing of it, whatever approvals there are. This cannot be taken back.',
  reason: 'Reason (may be empty)',
  refused: 'Control proof refused',
  sign: 'Sign',
  signed: 'Control proof signed',
  save: 'Save the signed message',
  saved: 'Signed message saved',
};
