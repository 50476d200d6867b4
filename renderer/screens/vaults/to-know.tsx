import { IconAlertTriangle, IconFileOff, IconFlask, IconKey } from '@tabler/icons-react';
import { useTreasury } from '../../state/app-context.ts';
import { backupTexts } from '../../texts/backup-texts.ts';
import { vaultTexts } from '../../texts/ceremony-texts.ts';

const text = vaultTexts;

/** The two things that people get wrong about backups, in a sentence each. */
export function ToKnow() {
  const { practicePassword, vaults, missingFiles } = useTreasury();
  const missing = vaults.filter(({ id }) => missingFiles.vaults.includes(id));
  return (
    <aside className="card to-know" aria-label={text.toKnow}>
      <h2 className="card-title">{text.toKnow}</h2>
      <div className="card-pad">
        {missing.length > 0 && (
          <div className="know" data-tone="warn" role="status">
            <IconAlertTriangle size={18} aria-hidden />
            <div>
              <strong>{backupTexts.missingVaults(missing.map(({ name }) => name).join(', '))}</strong>
              <p className="dim">{backupTexts.missingVaultsHint}</p>
            </div>
          </div>
        )}
        <div className="know">
          <IconFileOff size={18} aria-hidden />
          <div>
            <strong>{text.notInFile}</strong>
            <p className="dim">{text.notInFileHint}</p>
          </div>
        </div>
        <div className="know">
          <IconKey size={18} aria-hidden />
          <div>
            <strong>{text.twoThings}</strong>
            <p className="dim">{text.twoThingsHint}</p>
          </div>
        </div>
        {practicePassword !== null && (
          <div className="know">
            <IconFlask size={18} aria-hidden />
            <p className="dim">{text.practiceVaults}</p>
          </div>
        )}
      </div>
    </aside>
  );
}
