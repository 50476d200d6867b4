import { base58 } from '@scure/base';
import { blake2b256, bytesToHex, hexToBytes } from '../../../core/digest.ts';
import type { Codec } from '../../codec.ts';
import { buildTransfer } from './build-transfer.ts';
import { coinReference } from './coin-object.ts';
import { decodeTransfer } from './decode-transfer.ts';
import { transferGasBudget } from './gas-budget.ts';
import { assembleSignature, transactionSigningMessage, verifySignature } from './transaction-signature.ts';

const transactionTag = new TextEncoder().encode('TransactionData::');

/**
 * Today's IOTA ("Rebased"), written here in full: the signer trusts these few files, and neither the SDK nor its
 * client comes into its process.
 */
export const iotaCodec: Codec = {
  build: buildTransfer,
  decode: decodeTransfer,
  digest: (bytes) => bytesToHex(blake2b256(transactionTag, bytes)),
  formatDigest: (digest) => base58.encode(hexToBytes(digest)),
  proveCoin: coinReference,
  gasBudget: transferGasBudget,
  signingMessage: transactionSigningMessage,
  assemble: assembleSignature,
  verify: verifySignature,
};
