import { Button } from '@mantine/core';
import {
  IconArchive,
  IconChevronRight,
  IconFolder,
  IconFolderOpen,
  IconUserShield,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { AppView } from '../../../electron/contract/app.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useTask } from '../../state/use-task.ts';
import { backupTexts } from '../../texts/backup-texts.ts';
import { envelopeTexts } from '../../texts/envelope-texts.ts';
import { texts } from '../../texts/texts.ts';

/** Treasuries opened before on this computer, and the way to any other folder. */
export function RecentTreasuries(props: {
  readonly recent: AppView['recent'];
  readonly onRestore: () => void;
  readonly onJoin: () => void;
}) {
  const { recent, onRestore, onJoin } = props;
  const task = useTask();
  const go = useNavigation((navigation) => navigation.go);
  const [tried, setTried] = useState<string | null>(null);
  const open = (folder: string, asNewStation = false) => {
    setTried(folder);
    return task.run(
      () => call(asNewStation ? 'treasury.open-as-new-station' : 'treasury.open', { folder }),
      () => go({ screen: 'dashboard' }),
    );
  };
  const choose = async () => {
    const answer = await call('treasury.choose-folder', {});
    if (answer.ok && answer.value.folder !== null) await open(answer.value.folder);
    else if (!answer.ok)
      await task.run(
        async () => answer,
        () => {},
      );
  };
  return (
    <section className="card" aria-label={texts.setup.recent}>
      <h2 className="card-title">
        {texts.setup.recent}
        <span className="row">
          <Button variant="default" leftSection={<IconUserShield size={15} />} onClick={onJoin}>
            {envelopeTexts.joinOpen}
          </Button>
          <Button variant="default" leftSection={<IconArchive size={15} />} onClick={onRestore}>
            {backupTexts.restoreOpen}
          </Button>
          <Button variant="default" leftSection={<IconFolderOpen size={15} />} onClick={() => void choose()}>
            {texts.setup.openFolder}
          </Button>
        </span>
      </h2>
      {recent.length === 0 ? (
        <p className="card-pad dim">{texts.setup.noRecent}</p>
      ) : (
        <ul className="recent">
          {recent.map(({ name, folder }) => (
            <li key={folder}>
              <button type="button" disabled={task.busy} onClick={() => void open(folder)}>
                <IconFolder size={18} stroke={1.6} aria-hidden />
                <span>
                  <strong>{name}</strong> <span className="dim small breaks">{folder}</span>
                </span>
                <IconChevronRight size={16} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {task.problem && <ErrorNotice problem={task.problem} />}
      {task.problem?.code === 'station-key-in-keychain' && tried !== null && (
        <Button variant="default" loading={task.busy} onClick={() => void open(tried, true)}>
          {texts.setup.asNewStation}
        </Button>
      )}
    </section>
  );
}
