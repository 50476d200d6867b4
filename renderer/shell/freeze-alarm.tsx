import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import type { FreezeView } from '../../electron/contract/vaults.ts';
import { useDialogs } from '../state/dialogs.ts';
import { freezeTexts as text } from '../texts/freeze-texts.ts';
import { fullWhen } from '../texts/when.ts';

/** What is frozen, by whom and since when, on every screen; and the way to lift it. */
export function FreezeAlarm({ freezes }: { readonly freezes: readonly FreezeView[] }) {
  const show = useDialogs((dialogs) => dialogs.show);
  return freezes.map(({ digest, vaultName, officerName, at, reason }) => (
    <div key={digest} className="evaluation" data-tone="bad" role="alert">
      <IconHandStop size={15} aria-hidden />
      <span>
        <strong>{text.isFrozen(vaultName)}</strong> {text.since(officerName, fullWhen(at))}{' '}
        {reason === '' ? text.means : <span className="selectable breaks">{reason}</span>}
      </span>
      <Button size="compact-xs" color="red" onClick={() => show({ kind: 'lift', digest })}>
        {text.lift}
      </Button>
    </div>
  ));
}
