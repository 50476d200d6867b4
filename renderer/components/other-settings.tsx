import { IconAlertTriangle } from '@tabler/icons-react';
import { useApp } from '../state/app-context.ts';
import { texts } from '../texts/texts.ts';

/** Tells that the settings file is another version's, and that nothing is kept in it. */
export function OtherSettings() {
  const { otherSettings } = useApp();
  if (otherSettings === null) return null;
  return (
    <div className="notice" data-tone="warn" role="note">
      <IconAlertTriangle size={18} aria-hidden />
      <p>{texts.settings.other(otherSettings)}</p>
    </div>
  );
}
