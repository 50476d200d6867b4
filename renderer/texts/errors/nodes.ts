import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { ANOTHER_NODE, NOT_CREDITED, NOT_SIGNED, UNKNOWN_SENT, UNMOVED } from './sentences.ts';

/** Nodes, what validators certify, and the clock. */
export const nodesErrors = {
  'cancellation-waits': {
    what: 'The payment that this cancels may be under way: it was sent in this epoch.',
    money: 'Nothing is sent for now. When the epoch has ended, the cancellation is sent by itself.',
    next: 'Wait until the epoch ends, about a day at most.',
  },
  'cancellation-open': {
    what: 'This payment is being cancelled.',
    money: 'It is not sent any more; it may still happen if it was sent before.',
    next: 'Follow its cancellation. Reject that one if the payment is to be sent after all.',
  },
  'cancellation-other': {
    what: 'This cancellation does not fit a payment that the vault has signed.',
    money: NOT_SIGNED,
    next: 'Reject it, and cancel the payment again from its own page.',
  },
  'node-unreachable': {
    what: 'The node cannot be reached.',
    money: UNKNOWN_SENT,
    next: 'Wait: Sallyport tries again by itself, and repeats the same bytes, never new ones.',
  },
  'node-timeout': {
    what: 'The node did not answer in time.',
    money: UNKNOWN_SENT,
    next: 'Wait: Sallyport asks again by itself, and repeats the same bytes, never new ones.',
  },
  'node-not-json': {
    what: 'The node gave an answer that is no answer of a node.',
    money: UNKNOWN_SENT,
    next: 'Check whether there is a proxy between this desk and the node.',
  },
  'node-redirects': {
    what: 'What answers at this address sends this desk to another one, where it does not go.',
    money: UNKNOWN_SENT,
    next: 'Check the address, and whether there is a proxy or a login page between this desk and the node.',
  },
  'node-other-protocol': {
    what: 'What answers at this address speaks another protocol.',
    money: UNKNOWN_SENT,
    next: 'Check the address: its port, and whether it begins with https.',
  },
  'node-not-grpc': {
    what: 'What answers at this address does not speak gRPC.',
    money: UNKNOWN_SENT,
    next: 'Check the address and its port, and whether there is a proxy between this desk and the node.',
  },
  'node-certificate': {
    what: 'The node shows a certificate that this computer does not trust.',
    money: UNKNOWN_SENT,
    next: 'Check the address. If the node is your own, have its certificate put right; nothing is sent to it until then.',
  },
  'node-unproven': {
    what: 'This node gives nothing that proves the ledger, and what came before was proven.',
    money: NOT_CREDITED,
    next: 'Follow a node by gRPC again. What is proven is not continued on the word of one node.',
  },
  'line-only-shows': {
    what: 'No endpoint in use proves the ledger, and the policy credits nothing on the word of nodes.',
    money: NOT_CREDITED,
    next: 'Add an endpoint that is asked by gRPC, in Settings. Everything since then is credited when it answers.',
  },
  'second-node-needed': {
    what: 'The policy credits what two independent endpoints tell alike, and a second one does not answer.',
    money: NOT_CREDITED,
    next: 'Add a second endpoint of another operator in Settings, or wait until it answers.',
  },
  'nodes-disagree': {
    what: 'Two endpoints tell different checkpoints of the same number: one of them lies, or follows another history.',
    money: NOT_CREDITED,
    next: 'Ask both operators. Follow an endpoint that proves the ledger (gRPC); nothing is credited until two agree.',
  },
  'holdings-disagree': {
    what: 'Two endpoints list different coins of one address: one of them lies, or is late.',
    money: 'No money has moved. The balance of that address stays as both told it last.',
    next: 'Wait: it is read again at each look. If it stays, ask both operators, or follow an endpoint by gRPC.',
  },
  'endpoints-none': {
    what: 'A treasury needs one endpoint at least, and no more than eight.',
    money: UNMOVED,
    next: 'Keep at least one of the endpoints.',
  },
  'endpoint-twice': {
    what: 'This address is in the list already.',
    money: UNMOVED,
    next: 'Move the one that is there, or type another address.',
  },
  'node-url-malformed': {
    what: 'This is no address of a node.',
    money: UNMOVED,
    next: 'Type the whole address, such as https://node.example.org.',
  },
  'node-url-scheme': {
    what: 'A node is asked by https, and by nothing else.',
    money: UNMOVED,
    next: 'Begin the address with https://.',
  },
  'node-url-not-loopback': {
    what: 'Plain http is for a node on this computer alone: on the way, anyone could change what another one says.',
    money: UNMOVED,
    next: 'Begin the address with https://.',
  },
  'node-url-user': {
    what: 'The address has a name or password in it. It would stay in the journal for ever.',
    money: UNMOVED,
    next: 'Leave out everything before the @, and the @ itself.',
  },
  'node-url-query': {
    what: 'The address has something after ? or #. It would stay in the journal for ever.',
    money: UNMOVED,
    next: 'Leave out the ? or # and what follows.',
  },
  'node-not-own': {
    what: 'This treasury never had a practice node of its own.',
    money: UNMOVED,
    next: 'Type the address of a node.',
  },
  'node-rate-limited': {
    what: 'The node limits how often it is asked.',
    money: UNKNOWN_SENT,
    next: 'Wait: Sallyport asks again when the node allows it, and repeats the same bytes, never new ones. If it stays, use a node of your own: its address is in Settings.',
  },
  'node-refused': {
    what: 'The node refused to answer a question.',
    money: UNMOVED,
    next: 'Read the reason below. If it stays, connect to another node in Settings.',
  },
  'node-pruned': {
    what: 'This node no longer has the checkpoint that this desk has to read next.',
    money:
      'No money has moved; deposits after that checkpoint are not seen until a node with a longer history is asked.',
    next: 'Connect to a node that keeps more of its history, in Settings. Nothing is skipped meanwhile.',
  },
  'node-pruning-near': {
    what: 'The node will soon throw away checkpoints that this desk has not read yet.',
    money: UNMOVED,
    next: 'Keep this desk open until it has caught up, or follow a node that keeps more of its history.',
  },
  'node-rejected': {
    what: 'The network refused the transaction.',
    money:
      'Until this movement has ended it may still be paid, and its inputs are kept for it; after a failed end only a fee may have been charged.',
    next: 'Read the reason below. Request it again only once this movement has ended as failed.',
  },
  'inputs-locked': {
    what: 'Inputs of this payment are locked by another transaction until the epoch ends, about a day at most.',
    money: 'Nothing was paid. Until the epoch ends neither of the two can happen; the inputs stay reserved.',
    next: 'Wait: the same bytes are sent again by themselves. If nobody here made the other transaction, look for another copy of this treasury, and tell the policy admin.',
  },
  'address-denied': {
    what: 'Validators deny this vault the use of an address or of an input for now.',
    money: 'Nothing was paid. It may still be paid once they allow it; its inputs stay reserved.',
    next: "Ask the network's operators why. The same bytes are sent again by themselves; cancel the payment if it is not to happen any more.",
  },
  'node-network-mismatch': {
    what: 'The node is on another network than this treasury.',
    money: UNMOVED,
    next: 'Connect to a node of the right network; nothing is read from this one.',
  },
  'node-other-history': {
    what: 'The node tells another history of this network than this desk has taken in.',
    money: NOT_CREDITED,
    next: 'Ask who runs it whether the network was begun anew or the node went back. Follow another endpoint meanwhile.',
  },
  'node-balance-mismatch': {
    what: 'Two answers of the node contradict each other about a balance.',
    money: 'No money has moved; do not trust the balances shown until this ends.',
    next: 'Wait for the next checkpoint; if it stays, connect to another node.',
  },
  'node-balance-moving': {
    what: 'The node does not tell of an address as it is now: it was paid meanwhile, or the answer is an older one.',
    money: UNMOVED,
    next: 'Wait: it is read again at the next look.',
  },
  'node-answer-malformed': {
    what: 'The node gave an answer that cannot be understood.',
    money: UNKNOWN_SENT,
    next: 'Wait for the next answer; if it stays, connect to another node.',
  },
  'node-answer-too-large': {
    what: 'The node gave an answer that is larger than any that is needed.',
    money: UNKNOWN_SENT,
    next: 'Wait for the next answer; if it stays, connect to another node.',
  },
  'proof-malformed': {
    what: 'The node gave bytes that are nothing of the ledger.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'certificate-weight': {
    what: 'A checkpoint is signed by too few validators.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'certificate-foreign': {
    what: "A checkpoint's certificate is not what this network's validators signed: it is of others, or the checkpoint was changed.",
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'certificate-signer-twice': {
    what: 'A certificate counts a validator twice.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'certificate-signer-unknown': {
    what: 'A certificate names a validator that the committee does not have.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'certificate-epoch': {
    what: 'A certificate is of another epoch than its checkpoint or its committee.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'committee-key-bad': {
    what: 'A committee has a key that no validator can have.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'committee-unknown': {
    what: 'The validators of that epoch are not known at this station.',
    money: 'Nothing was signed or sent. What they certified is the word of the station that sent it.',
    next: 'Take in a new treasury envelope from the desk: it names the validators of each epoch.',
  },
  'committee-key-twice': {
    what: 'A committee has one key twice.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'committee-stake': {
    what: 'The weights of a committee are none that a network has.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'trust-root-foreign': {
    what: "The node's history does not begin at the checkpoint that this treasury trusts.",
    money: NOT_CREDITED,
    next: 'Check that the node is on the right network. If it is, compare the trusted checkpoint with two independent sources.',
  },
  'epoch-skipped': {
    what: 'The node left out the end of an epoch, so nobody knows who signs the next one.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'closing-behind': {
    what: 'The vault was handed the end of an epoch that it knows already, or one dated before the last.',
    money: 'No money has moved; what the vault knows of the ledger stays as it was.',
    next: 'Unlock the vault again. If it comes back, follow another node.',
  },
  'checkpoint-skipped': {
    what: 'The node gave another checkpoint than the next one.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'summary-altered': {
    what: 'A checkpoint is not the one that the checkpoint after it names.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'contents-foreign': {
    what: 'The contents of a checkpoint are not those that the validators certified.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'effects-foreign': {
    what: 'What a transaction is said to have done is not what the validators certified.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'effects-missing': {
    what: 'The node left out what a certified transaction did.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'object-foreign': {
    what: 'A coin or another object is not the one that the validators certified.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'object-missing': {
    what: 'The node left out an object that a certified transaction wrote.',
    money: NOT_CREDITED,
    next: ANOTHER_NODE,
  },
  'histories-two': {
    what: 'The validators certified two different checkpoints of one number: the network has two histories.',
    money:
      'No money has moved, and nothing more is credited. What was credited before rests on the first history.',
    next: 'Stop crediting customers, and ask the operators of the network which history holds.',
  },
  'clock-off': {
    what: "This computer's clock is more than two minutes behind the ledger, by the node's word.",
    money: 'No money has moved; nothing is approved or signed with a wrong time.',
    next: "Set the clock right; if it is right, the node's is wrong: connect to another one.",
  },
  'clock-ahead': {
    what: "This computer's clock is more than two minutes ahead of the ledger and of the node.",
    money:
      'No money has moved, and nothing ends by this clock. What is approved or signed now is dated too late.',
    next: 'Set the clock right before you approve or sign.',
  },
  'clock-or-node': {
    what: "This computer's clock and the node are more than two minutes apart: one of them is wrong.",
    money: 'No money has moved. News of the chain may be late, or what is signed now dated wrongly.',
    next: 'Look at the clock before you approve or sign; if it is right, connect to another node.',
  },
  'clock-behind-seal': {
    what: "This computer's clock is behind the newest time that the vault has sealed: it was put back, or had run ahead.",
    money: 'No money has moved; the vault signs nothing by such a clock.',
    next: 'Compare the clock. If it is right now, two approvers say so, by the line above the screen.',
  },
  'clock-ahead-of-ledger': {
    what: "This computer's clock is days after the last end of an epoch that validators have signed.",
    money: 'No money has moved; the vault signs nothing by such a clock.',
    next: 'Compare the clock. If it is right, follow a node that gives the newest ends of epochs.',
  },
  'clock-correction-bad': {
    what: "What officers said of the clock is not for this vault as it is now, or not by this computer's clock.",
    money: UNMOVED,
    next: 'Set the clock right, and have two approvers say so again.',
  },
  'node-behind': {
    what: 'The node knows less of the ledger than this desk has taken in already.',
    money: 'No money has moved; news of the chain waits until the node has caught up.',
    next: 'Wait a moment; if it stays, the node has lost its history: connect to another one.',
  },
  'node-index-late': {
    what: 'The node has the next checkpoint, but cannot tell yet what its transactions did.',
    money: 'No money has moved; news of the chain waits a moment, and none is passed over.',
    next: 'Wait: it is asked again by itself. If it stays, connect to another node.',
  },
  'clock-not-sealed': {
    what: 'Two approvers have signed what the time is, and the journal has it, but the vault did not say that it took it.',
    money: UNMOVED,
    next: 'Unlock the vault. If the line above the screen still names a later time, sign it once more.',
  },
  'signed-not-noted': {
    what: 'The vault has signed this payment, but the books could not note it yet.',
    money: 'It counts as signed. It was not sent, and is sent as soon as the books have it.',
    next: 'Mend the cause that the message names, and sign once more: the vault gives the same signature. It is also noted when the vault opens next.',
  },
  'sent-not-noted': {
    what: 'The node has taken this payment, but the books could not note it yet.',
    money: 'It was sent and will be paid: do not pay it another way.',
    next: 'Mend the cause that the message names. It is noted when the same bytes are sent again, or when the ledger shows it.',
  },
  'payment-in-doubt': {
    what: 'The node refuses this signed payment, but nothing proves that it cannot happen.',
    money: 'It may still be paid: whoever has the signed bytes can send them. Its inputs stay reserved.',
    next: 'Do not pay it another way. The same bytes are sent again; if it stays, connect to another node.',
  },
  'payment-expired': {
    what: 'The time for this signed payment is over, but nothing proves that it was not paid in time.',
    money: 'It may have been paid. It is not sent any more, and its inputs stay reserved.',
    next: 'Do not pay it another way. It ends when the ledger shows or proves what became of it; if it stays, connect to another node.',
  },
  'payment-void': {
    what: 'The time for this signed payment is over, and the ledger proves that it never happened.',
    money: 'No money has moved. Its inputs are free again.',
    next: 'Request it again if it is still to be paid.',
  },
  'input-spent-elsewhere': {
    what: 'A transaction that this treasury did not make has spent its money.',
    money: 'A payment from the same inputs can never happen; the money went where that transaction sent it.',
    next: 'Find out who made it: another copy of this treasury, or someone who has its words or files. Tell the policy admin and the auditor.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
