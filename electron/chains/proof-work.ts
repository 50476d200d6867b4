import type { Envelope } from '../core/envelope/envelope.ts';
import type { NetworkId } from '../core/network-id.ts';
import type { Result } from '../core/result.ts';
import type { CreationProofs, ProvenCreation } from './chain.ts';

/**
 * What takes long to verify: a certificate some hundredths of a second, the keys of a committee a third of one, the form of a large
 * envelope up to seconds. It is done away from everything else.
 */
export interface ProofWork {
  /** As `CreationProofs.committees`, of the network's chain. */
  committees(
    network: NetworkId,
    ...asked: Parameters<CreationProofs['committees']>
  ): Promise<ReturnType<CreationProofs['committees']>>;
  /** As `CreationProofs.creations`, of the network's chain. */
  creations(
    network: NetworkId,
    committees: readonly Uint8Array[],
    proofs: readonly Uint8Array[],
  ): Promise<readonly Result<ProvenCreation>[]>;
  /** As `readEnvelope`, for a text that is large; whether the signature is good is for whoever asks to verify. */
  envelope(text: Uint8Array): Promise<Result<Envelope>>;
}
