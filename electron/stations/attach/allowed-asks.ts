import type { Channel } from '../../contract/contract.ts';
import { isRecord } from '../../core/json.ts';
import type { PendingCall } from './allowed-statements.ts';
import type { Ask } from './line-messages.ts';

type PlaceAsk = Exclude<Ask, { kind: 'sign' }>;

/** Which calls may ask for a file or for the clipboard. */
const causes: Readonly<Record<PlaceAsk['kind'], readonly Channel[]>> = {
  'choose-stronghold': ['ceremony.choose-file'],
  'choose-wallet-folder': ['ceremony.choose-wallet-folder'],
  'choose-save-file': [
    'backup.write',
    'ceremony.save-sheet',
    'ceremony.save-transcript',
    'journal.export',
    'message.save',
    'export.save',
    'vault.save-copy',
  ],
  'copy-address': ['address.copy'],
  'copy-transaction': ['transaction.copy'],
};

/** Whether a call that waits for its answer leads to what the other process asks for; an address or a transaction must be the call's own. */
export function isAllowedAsk(what: PlaceAsk, { verb, input }: PendingCall): boolean {
  if (!causes[what.kind].some((cause) => cause === verb)) return false;
  if (what.kind === 'copy-address') return isRecord(input) && input['address'] === what.address;
  return what.kind !== 'copy-transaction' || (isRecord(input) && input['transaction'] === what.id);
}
