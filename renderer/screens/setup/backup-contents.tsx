import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { BackupView } from '../../../electron/contract/backup.ts';
import { Facts } from '../../components/panel.tsx';
import { backupTexts } from '../../texts/backup-texts.ts';
import { fullWhen } from '../../texts/when.ts';

const text = backupTexts;
const DAY_MS = 86_400_000;
const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;

/** Bytes for the eye: three digits and a unit. */
function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const unit = UNITS[power] ?? 'bytes';
  return power === 0 ? `${bytes} ${unit}` : `${(bytes / 1000 ** power).toPrecision(3)} ${unit}`;
}

/** What is in a backup that was read to its end; nothing of it is restored yet. */
export function BackupContents({ view }: { readonly view: BackupView }) {
  const { newer, vaults, officers } = view;
  return (
    <>
      <div className="notice" data-tone="good" role="status">
        <IconCircleCheck size={18} aria-hidden />
        <p>{text.whole}</p>
      </div>
      {newer && (
        <div className="notice" data-tone="warn" role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          <div>
            <strong>{text.newer(newer.seq - view.head.seq)}</strong>
            <p>{text.newerHow(newer.seq, fullWhen(newer.at), view.head.seq)}</p>
            <p>{text.newerUsual}</p>
            <p>{text.newerDo}</p>
          </div>
        </div>
      )}
      <Facts
        of={[
          [text.treasury, <strong key="name">{view.name}</strong>],
          [text.network, view.network],
          [
            text.made,
            <span key="made">
              {text.madeBy(fullWhen(view.madeAt), view.app)}{' '}
              <span className="dim">{text.age(Math.floor((Date.now() - view.madeAt) / DAY_MS))}</span>
            </span>,
          ],
          [text.journal, text.head(view.head.seq, fullWhen(view.head.at))],
          [text.policy, text.policyVersion(view.policyVersion)],
          [text.files, text.fileCount(view.files, sizeText(view.size))],
          [
            text.digest,
            <span key="sha" className="mono small selectable breaks">
              {view.sha256}
            </span>,
          ],
          [
            text.vaults,
            <ul key="vaults">
              {vaults.map(({ id, name, hasFile }) => (
                <li key={id}>
                  {name} <span className="dim">{hasFile ? text.inBackup : text.vaultMissing}</span>
                </li>
              ))}
            </ul>,
          ],
          [
            text.officers,
            <ul key="officers">
              {officers.map(({ id, name, hasFile }) => (
                <li key={id}>
                  {name} <span className="dim">{hasFile ? text.inBackup : text.officerMissing}</span>
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
      <p className="dim small">{text.notIn}</p>
    </>
  );
}
