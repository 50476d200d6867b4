import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTreasury } from '../../state/app-context.ts';
import { useNavigation } from '../../state/navigation.ts';
import { backupTexts } from '../../texts/backup-texts.ts';

const text = backupTexts;

/** What is to be known of the backup: that a ceremony is in none. Nothing while there is nothing to say. */
export function BackupNote() {
  const { isOutdated } = useTreasury().backup;
  const go = useNavigation((navigation) => navigation.go);
  if (!isOutdated) return null;
  return (
    <div className="notice" data-tone="warn" role="status">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <p>{text.outdated}</p>
        <Button variant="default" mt="xs" onClick={() => go({ screen: 'settings' })}>
          {text.toSettings}
        </Button>
      </div>
    </div>
  );
}
