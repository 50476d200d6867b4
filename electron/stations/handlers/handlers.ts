import type { Handlers } from '../../contract/serve.ts';
import type { DeskHolder } from '../desk-holder.ts';
import type { Host } from '../host.ts';
import { addressBookHandlers } from './address-book-handlers.ts';
import { backupHandlers } from './backup-handlers.ts';
import { cameraHandlers } from './camera-handlers.ts';
import { ceremonyHandlers } from './ceremony-handlers.ts';
import { diagnosticsHandlers } from './diagnostics-handlers.ts';
import { envelopeHandlers } from './envelope-handlers.ts';
import { messageHandlers } from './message-handlers.ts';
import { moneyHandlers } from './money-handlers.ts';
import { nodeHandlers } from './node-handlers.ts';
import { onDesk } from './on-desk.ts';
import { statementHandlers } from './statement-handlers.ts';
import { treasuryHandlers } from './treasury-handlers.ts';

/** Answers every verb of the contract with a use case of the console. One treasury is open at a time. */
export function createHandlers(host: Host, holder: DeskHolder): Handlers {
  const desk = onDesk(holder);
  return {
    ...treasuryHandlers(host, holder, desk),
    ...nodeHandlers(desk),
    ...diagnosticsHandlers(host, holder),
    ...backupHandlers(holder, desk),
    ...envelopeHandlers(host, holder, desk),
    ...cameraHandlers,
    ...moneyHandlers(desk),
    ...messageHandlers(desk),
    ...addressBookHandlers(desk),
    ...statementHandlers(host.readAsset, holder, desk),
    ...ceremonyHandlers(host.readAsset, holder, desk),
  };
}
