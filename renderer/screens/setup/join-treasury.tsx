import { Button, Checkbox } from '@mantine/core';
import { IconArrowLeft, IconFile, IconUserShield } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import type { EnvelopeView } from '../../../electron/contract/envelopes.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { KeyProgress } from '../../components/key-progress.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { type Answer, call } from '../../state/call.ts';
import { withSecret } from '../../state/secret.ts';
import { useTask } from '../../state/use-task.ts';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { InsideView } from '../envelopes/inside-view.tsx';
import { EnvelopeFacts } from '../envelopes/looked-dialog.tsx';
import { type BroughtSource, chosenFile } from '../envelopes/read-source.ts';
import { ScanButton } from '../envelopes/scan-button.tsx';

interface Looked {
  readonly source: BroughtSource;
  readonly view: EnvelopeView;
}

/** From a treasury envelope to an officer's desk: read it, compare it, and give it the officer's own key. */
export function JoinTreasury({ onBack }: { readonly onBack: () => void }) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [compared, setCompared] = useState(false);
  const step = looked === null ? 0 : compared ? 2 : 1;
  return (
    <section className="choice restore-form" data-main aria-label={text.joinTitle}>
      <h2>
        <IconUserShield size={19} aria-hidden />
        {text.joinTitle}
      </h2>
      <p className="dim">{text.joinLead}</p>
      <ol className="restore-steps">
        {text.joinSteps.map((name, i) => (
          <li key={name} aria-current={i === step ? 'step' : undefined}>
            {name}
          </li>
        ))}
      </ol>
      {looked === null ? (
        <Look onLooked={setLooked} />
      ) : (
        <div className="stack">
          <WordCode code={looked.view.words} />
          <EnvelopeFacts view={looked.view} />
          <InsideView inside={looked.view.inside} />
          <Checkbox
            checked={compared}
            label={text.joinCompare}
            onChange={({ currentTarget }) => setCompared(currentTarget.checked)}
          />
          {compared && <Join looked={looked} />}
        </div>
      )}
      <div className="row">
        <Button variant="default" leftSection={<IconArrowLeft size={15} />} onClick={onBack}>
          {text.leave}
        </Button>
      </div>
    </section>
  );
}

function Look({ onLooked }: { readonly onLooked: (looked: Looked) => void }) {
  const task = useTask();
  const look = (find: () => Promise<BroughtSource | null>) =>
    void task.run(
      async (): Promise<Answer<Looked | null>> => {
        const source = await find();
        if (source === null) return { ok: true, value: null };
        const looked = await call('station.look', { source });
        return looked.ok ? { ok: true, value: { source, view: looked.value } } : looked;
      },
      (looked) => {
        if (looked !== null) onLooked(looked);
      },
    );
  return (
    <div className="stack">
      <div className="row">
        <Button leftSection={<IconFile size={15} />} loading={task.busy} onClick={() => look(chosenFile)}>
          {text.joinChoose}
        </Button>
        <ScanButton disabled={task.busy} onRead={(source) => look(async () => source)} />
      </div>
      {task.problem && <ErrorNotice problem={task.problem} />}
    </div>
  );
}

function Join({ looked: { source, view } }: { readonly looked: Looked }) {
  const [keyFile, setKeyFile] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const choosing = useTask();
  const task = useTask();
  const choose = () =>
    void choosing.run(
      () => call('station.choose-key', {}),
      (chosen) => {
        if (chosen.file === null) return;
        setKeyFile(chosen.file);
        field.current?.focus();
      },
    );
  const join = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (input === null || keyFile === null) return;
    void task.run(
      () =>
        withSecret(input, (password) =>
          call('station.join', { source, digest: view.digest, keyFile, password, folder: null }),
        ),
      () => {},
    );
  };
  return (
    <form className="stack" onSubmit={join} autoComplete="off">
      <p className="dim small">{text.joinKeyHint}</p>
      <div className="row">
        <Button variant="default" leftSection={<IconFile size={15} />} disabled={task.busy} onClick={choose}>
          {text.joinKey}
        </Button>
        {keyFile !== null && <span className="breaks selectable">{keyFile}</span>}
      </div>
      <PasswordField field={field} practice={null} />
      {choosing.problem && <ErrorNotice problem={choosing.problem} />}
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="row">
        <Button type="submit" loading={task.busy} disabled={keyFile === null}>
          {text.joinDo}
        </Button>
        <KeyProgress busy={task.busy} keys={1}>
          {text.joinDoing}
        </KeyProgress>
      </div>
    </form>
  );
}
