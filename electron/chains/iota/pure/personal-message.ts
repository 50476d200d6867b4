import { blake2b256 } from '../../../core/digest.ts';
import type { MessageForm } from '../../chain.ts';
import { BcsWriter } from './bcs-writer.ts';
import { assembleSignature, verifySerialized } from './transaction-signature.ts';

/** Scope "personal message" (3), version 0, application IOTA (0). A transaction is signed under scope 0, and under no other. */
const intent = Uint8Array.of(3, 0, 0);

/** The 32 bytes that Ed25519 signs: `blake2b-256(03 00 00 || BCS of the text's UTF-8 as a vector of bytes)`. */
const signingMessage = (text: string): Uint8Array => {
  const utf8 = new TextEncoder().encode(text);
  return blake2b256(intent, new BcsWriter(utf8.length + 5).vector(utf8).toBytes());
};

/** IOTA's personal messages, as its SDK and its wallets sign and verify them. */
export const personalMessages: MessageForm = {
  signingMessage,
  assemble: ({ signature, publicKey }) => assembleSignature(signature, publicKey),
  verify: (text, serialized) => verifySerialized(signingMessage(text), serialized, 'this text'),
};
