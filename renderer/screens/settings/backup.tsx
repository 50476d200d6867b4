import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArchive } from '@tabler/icons-react';
import { useState } from 'react';
import { Facts } from '../../components/panel.tsx';
import { useTreasury } from '../../state/app-context.ts';
import { backupTexts } from '../../texts/backup-texts.ts';
import { fullWhen } from '../../texts/when.ts';
import { BackupDialog } from './backup-dialog.tsx';

const text = backupTexts;

/** When the treasury was backed up last and by whom, and the way to do it now. */
export function Backup() {
  const { last, isOutdated } = useTreasury().backup;
  const [open, setOpen] = useState(false);
  return (
    <div className="stack">
      <p className="dim">{text.lead}</p>
      {isOutdated && (
        <div className="notice" data-tone="warn" role="status">
          <IconAlertTriangle size={18} aria-hidden />
          <p>{text.outdated}</p>
        </div>
      )}
      <Facts
        of={[
          [
            text.last,
            last === null ? (
              text.never
            ) : (
              <span key="last">
                {text.lastBy(fullWhen(last.at), last.officerName ?? text.nobody)}{' '}
                <span className="dim">{text.keys[last.keys]}</span>
              </span>
            ),
          ],
        ]}
      />
      <div className="row">
        <Button leftSection={<IconArchive size={15} />} onClick={() => setOpen(true)}>
          {text.make}
        </Button>
        {last === null && <span className="dim small">{text.neverHint}</span>}
      </div>
      {open && <BackupDialog onClose={() => setOpen(false)} />}
    </div>
  );
}
