import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { VaultView } from '../../electron/contract/vaults.ts';
import { useDialogs } from '../state/dialogs.ts';
import { texts } from '../texts/texts.ts';
import { fullWhen } from '../texts/when.ts';

const text = texts.clock;

/** Which vaults have sealed a later time than this clock has, and the way to put that right. */
export function ClockAlarm({ vaults }: { readonly vaults: readonly VaultView[] }) {
  const show = useDialogs((dialogs) => dialogs.show);
  return vaults.flatMap(({ id, name, state, sealedAhead }) =>
    sealedAhead === null
      ? []
      : [
          <div key={id} className="evaluation" data-tone="bad" role="alert">
            <IconAlertTriangle size={15} aria-hidden />
            <span>
              <strong>{text.ahead(name, fullWhen(sealedAhead))}</strong> {text.next}
            </span>
            {state === 'open' && (
              <Button size="compact-xs" color="red" onClick={() => show({ kind: 'clock', vaultId: id })}>
                {text.correct}
              </Button>
            )}
          </div>,
        ],
  );
}
