import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { ALARM, ASK_ANEW, NOT_FROM_COLD, NOT_SIGNED, UNMOVED } from './sentences.ts';

/** The bytes of a transaction. */
export const transactionsErrors = {
  'bytes-malformed': {
    what: 'The transaction bytes cannot be read.',
    money: NOT_SIGNED,
    next: ASK_ANEW,
  },
  'bytes-trailing': {
    what: 'There is something after the end of the transaction bytes.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'bytes-not-canonical': {
    what: 'The transaction bytes are not in the one form that is allowed.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'bytes-too-large': {
    what: 'The transaction is larger than the network takes.',
    money: NOT_SIGNED,
    next: 'Request smaller amounts, so that fewer inputs are needed.',
  },
  'command-unknown': {
    what: 'The transaction does something that Sallyport does not know.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'command-extra': {
    what: 'The transaction does more than pay the recipient.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'network-wrong': {
    what: 'The transaction is for another network or chain.',
    money: NOT_SIGNED,
    next: 'Check in the band at the top which network this treasury is on.',
  },
  'asset-wrong': {
    what: 'An amount is of another asset than this treasury has.',
    money: 'It was not counted, and nothing was signed.',
    next: 'Reject a proposal that says this, and tell the policy admin: a file, a program or the node may be tampering.',
  },
  'sender-foreign': {
    what: 'The transaction spends from an address that is not of this vault.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'fee-payer-foreign': {
    what: 'The fee would be paid by a stranger.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'fee-above-cap': {
    what: 'The fee is above the limit of the policy.',
    money: NOT_SIGNED,
    next: 'It is built by itself when the network is calmer.',
  },
  'fee-terms-outdated': {
    what: 'The network asks a higher fee now than this transaction pays.',
    money: NOT_SIGNED,
    next: 'Reject this transaction and request the payment again: the new one pays the present price.',
  },
  'fee-price': {
    what: 'The price in this transaction is one that the network never takes.',
    money: NOT_SIGNED,
    next: 'Reject it and request the payment again. If the price is strange again, connect to another node.',
  },
  'fee-too-low': {
    what: 'The highest fee in this transaction is too low for the network ever to take it.',
    money: NOT_SIGNED,
    next: 'Reject it and request the payment again. If the fee is strange again, connect to another node.',
  },
  'fee-too-high': {
    what: 'The highest fee in this transaction is above what the network ever takes.',
    money: NOT_SIGNED,
    next: 'Reject it and request the payment again. If the fee is strange again, connect to another node.',
  },
  'expiration-missing': {
    what: 'This transaction would live for ever: it names no last epoch.',
    money: NOT_SIGNED,
    next: 'Reject it and request the payment again.',
  },
  'expiration-too-far': {
    what: 'This transaction would live longer than the policy allows.',
    money: NOT_SIGNED,
    next: 'Reject it and request the payment again. If it happens again, the node may name a false epoch: connect to another one.',
  },
  'bytes-expired': {
    what: 'The last epoch of this transaction is over: the network takes it no longer.',
    money: NOT_SIGNED,
    next: 'Request the payment again.',
  },
  'epoch-unknown': {
    what: 'The epoch of the ledger is not known yet.',
    money: NOT_SIGNED,
    next: 'Wait until the node has shown a checkpoint, and try again.',
  },
  'epoch-implausible': {
    what: 'The node names an epoch that cannot have come yet.',
    money: NOT_SIGNED,
    next: "Compare this computer's clock, and connect to another node.",
  },
  'change-foreign': {
    what: 'The change would not return to this vault.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'input-foreign': {
    what: 'An input of the transaction does not belong to this vault.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'evidence-missing': {
    what: 'The proof of what an input is worth is missing.',
    money: NOT_SIGNED,
    next: ASK_ANEW,
  },
  'evidence-mismatch': {
    what: 'The proof of an input does not fit the transaction.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'evidence-excess': {
    what: 'A proof was given for an input that the transaction does not spend.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'recipient-changed': {
    what: 'The transaction pays someone else than the request says.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'amount-changed': {
    what: 'The transaction pays another amount than the request says.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'funds-insufficient': {
    what: 'The vault does not have enough for the amount and its fee.',
    money: NOT_SIGNED,
    next: `It is built by itself when enough has come in. Or cancel it and request a smaller amount. ${NOT_FROM_COLD}`,
  },
  'funds-spread': {
    what: 'The money is in more places than one transaction can take.',
    money: NOT_SIGNED,
    next: 'Request a smaller amount, or gather the money first.',
  },
  'too-many-recipients': {
    what: 'The transaction has more recipients than allowed.',
    money: NOT_SIGNED,
    next: 'Request the payments one by one.',
  },
  'input-reserved': {
    what: 'The money needed is reserved by another movement on its way.',
    money: 'Nothing was built; the money stays with the other movement.',
    next: 'It is built by itself when the other movement gives it back: final, rejected or expired.',
  },
  'input-already-signed': {
    what: 'An input was already signed in another transaction.',
    money: NOT_SIGNED,
    next: 'Wait until the other transaction is final; then ask for it again.',
  },
  'treasury-wrong': {
    what: 'The proposal belongs to another treasury.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'chain-unknown': {
    what: 'This copy of Sallyport does not know the network of this treasury or file.',
    money: UNMOVED,
    next: 'Open it with a Sallyport that knows the network.',
  },
  'memo-changed': {
    what: 'The memo in the transaction is not the one that was requested.',
    money: NOT_SIGNED,
    next: ALARM,
  },
  'fields-out-of-bounds': {
    what: 'The transaction has a value outside what may be signed without people.',
    money: NOT_SIGNED,
    next: ASK_ANEW,
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
