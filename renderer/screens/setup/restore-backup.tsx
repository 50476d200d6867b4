import { Button } from '@mantine/core';
import { IconArchive, IconArrowLeft, IconFile } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { BackupView } from '../../../electron/contract/backup.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { KeyProgress } from '../../components/key-progress.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { WordsAlone } from '../../components/words-alone.tsx';
import { type Answer, call } from '../../state/call.ts';
import { withSecret } from '../../state/secret.ts';
import { useTask } from '../../state/use-task.ts';
import { backupTexts } from '../../texts/backup-texts.ts';
import { BackupContents } from './backup-contents.tsx';
import { Restored } from './restored.tsx';

const text = backupTexts;

/** From a backup file to a treasury's folder: look into it, choose a place, and what comes next. */
export function RestoreBackup({ onBack }: { readonly onBack: () => void }) {
  const [view, setView] = useState<BackupView | null>(null);
  const [folder, setFolder] = useState<string | null>(null);
  // What was looked at opens the backup without its passphrase: nobody needs it any more.
  useEffect(() => () => void call('backup.leave', {}), []);
  const step = folder !== null ? 2 : view !== null ? 1 : 0;
  return (
    <section className="choice restore-form" data-main aria-label={text.restoreTitle}>
      <h2>
        <IconArchive size={19} aria-hidden />
        {text.restoreTitle}
      </h2>
      <p className="dim">{text.restoreLead}</p>
      <ol className="restore-steps">
        {text.steps.map((name, i) => (
          <li key={name} aria-current={i === step ? 'step' : undefined}>
            {name}
          </li>
        ))}
      </ol>
      {view === null ? (
        <Look onLooked={setView} onBack={onBack} />
      ) : folder === null ? (
        <Choose view={view} onRestored={setFolder} onBack={() => setView(null)} />
      ) : (
        <Restored view={view} folder={folder} />
      )}
    </section>
  );
}

function Look(props: { readonly onLooked: (view: BackupView) => void; readonly onBack: () => void }) {
  const [file, setFile] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const choosing = useTask();
  const task = useTask();
  const choose = () =>
    void choosing.run(
      () => call('backup.choose-file', {}),
      (chosen) => {
        if (chosen.file === null) return;
        setFile(chosen.file);
        field.current?.focus();
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (input === null || file === null) return;
    void task
      .run(() => withSecret(input, (passphrase) => call('backup.look', { file, passphrase })), props.onLooked)
      .then(() => field.current?.focus());
  };
  return (
    <form className="stack" onSubmit={submit} autoComplete="off">
      <div className="row">
        <Button variant="default" leftSection={<IconFile size={15} />} disabled={task.busy} onClick={choose}>
          {text.choose}
        </Button>
        <span className={file === null ? 'dim' : 'breaks selectable'}>{file ?? text.noFile}</span>
      </div>
      <PasswordField field={field} practice={null} label={text.passphrase} />
      {choosing.problem && <ErrorNotice problem={choosing.problem} />}
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="row">
        <Button type="submit" loading={task.busy} disabled={file === null}>
          {text.look}
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={15} />}
          disabled={task.busy}
          onClick={props.onBack}
        >
          {text.leave}
        </Button>
        <KeyProgress busy={task.busy} keys={1}>
          {text.looking}
        </KeyProgress>
      </div>
      <WordsAlone />
    </form>
  );
}

function Choose(props: {
  readonly view: BackupView;
  readonly onRestored: (folder: string) => void;
  readonly onBack: () => void;
}) {
  const task = useTask();
  const restore = () =>
    void task.run(
      async (): Promise<Answer<{ folder: string } | null>> => {
        const target = await call('backup.choose-target', {});
        if (!target.ok) return target;
        const { folder } = target.value;
        return folder === null ? { ok: true, value: null } : call('backup.restore', { folder });
      },
      (restored) => {
        if (restored !== null) props.onRestored(restored.folder);
      },
    );
  return (
    <div className="stack">
      <BackupContents view={props.view} />
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="row restore-foot">
        <Button loading={task.busy} onClick={restore}>
          {text.target}
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={15} />}
          disabled={task.busy}
          onClick={props.onBack}
        >
          {text.leave}
        </Button>
        {task.busy && (
          <span className="dim" role="status">
            {text.restoring}
          </span>
        )}
      </div>
    </div>
  );
}
