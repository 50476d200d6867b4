import { IconClockPause } from '@tabler/icons-react';
import type { VaultView } from '../../electron/contract/vaults.ts';
import { texts } from '../texts/texts.ts';
import { fullWhen } from '../texts/when.ts';

/** From when on requests can be made again: after a restore without the vault's memory, or a settlement. */
export function RequestsWait({ vaults }: { readonly vaults: readonly VaultView[] }) {
  return vaults.flatMap(({ id, name, requestsFrom }) =>
    requestsFrom === null
      ? []
      : [
          <div key={id} className="evaluation" role="status">
            <IconClockPause size={15} aria-hidden />
            {texts.hold.requestsFrom(name, fullWhen(requestsFrom))}
          </div>,
        ],
  );
}
