import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useApp, useTreasury } from '../../state/app-context.ts';
import { useNavigation } from '../../state/navigation.ts';
import { backupTexts } from '../../texts/backup-texts.ts';

const text = backupTexts;

/**
 * What is to be known of the backup: that a ceremony is in none, or, after the first steps, that there is none though money
 * has come. Nothing while there is nothing to say.
 */
export function BackupNote() {
  const { backup, firstSteps } = useTreasury();
  const { settings } = useApp();
  const { isOutdated, last } = backup;
  const go = useNavigation((navigation) => navigation.go);
  const hasBegun = settings.firstSteps === 'put-away' || Object.values(firstSteps).every(Boolean);
  const isMissing = last === null && firstSteps.deposit && hasBegun;
  if (!isOutdated && !isMissing) return null;
  const Icon = isOutdated ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className="notice" data-tone={isOutdated ? 'warn' : 'info'} role="status">
      <Icon size={18} aria-hidden />
      <div className="spread">
        <p>{isOutdated ? text.outdated : text.missing}</p>
        <Button variant="default" size="compact-sm" onClick={() => go({ screen: 'settings' })}>
          {text.toSettings}
        </Button>
      </div>
    </div>
  );
}
