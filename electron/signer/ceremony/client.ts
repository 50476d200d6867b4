import { PortClient } from '../port.ts';
import type { SpawnSigner } from '../transport.ts';
import { ceremonyProtocol } from './protocol.ts';

/** Asks the process of one ceremony. */
export type CeremonyClient = PortClient<typeof ceremonyProtocol>;

/** Starts the process of one ceremony. */
export const startCeremonyClient = (spawn: SpawnSigner): CeremonyClient =>
  new PortClient(ceremonyProtocol, spawn());
