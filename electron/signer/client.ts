import { PortClient } from './port.ts';
import { signerProtocol } from './protocol.ts';
import type { SignerTransport } from './transport.ts';

/** Asks one signer process. */
export class SignerClient extends PortClient<typeof signerProtocol> {
  constructor(transport: SignerTransport) {
    super(signerProtocol, transport);
  }
}
