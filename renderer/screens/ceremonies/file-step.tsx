import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ChosenFile } from '../../../electron/contract/ceremony.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { KeyProgress } from '../../components/key-progress.tsx';
import { Facts } from '../../components/panel.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { call } from '../../state/call.ts';
import { withSecret } from '../../state/secret.ts';
import { useStep } from '../../state/use-step.ts';
import { useTask } from '../../state/use-task.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { grouped } from '../../texts/grouped.ts';
import { Stage } from './stage.tsx';

const text = stageTexts.file;

/** A Stronghold file is chosen and opened with its password. */
export function FileStep() {
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const choosing = useTask();
  const opening = useStep();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (chosen !== null) field.current?.focus();
  }, [chosen]);
  const choose = () =>
    void choosing.run(
      () => call('ceremony.choose-file', {}),
      (file) => {
        if (file === null) return;
        opening.clear();
        setChosen(file);
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (input === null) return;
    void opening
      .run(
        () => withSecret(input, (password) => call('ceremony.open-file', { password })),
        () => {},
      )
      .then(() => field.current?.focus());
  };
  return (
    <Stage title={text.title} intro={text.intro}>
      <div className="row">
        <Button
          size="md"
          variant={chosen === null ? 'filled' : 'default'}
          leftSection={<IconFileText size={17} />}
          loading={choosing.busy}
          onClick={choose}
          data-autofocus
        >
          {chosen === null ? text.choose : text.other}
        </Button>
      </div>
      {choosing.problem && <ErrorNotice problem={choosing.problem} />}
      {chosen !== null && (
        <form className="stack" onSubmit={submit}>
          <div className="block">
            <Facts
              of={[
                [text.chosen, chosen.file],
                [text.version(chosen.version), `${grouped(chosen.size)} bytes`],
              ]}
            />
          </div>
          {chosen.version === 2 && <p className="dim">{text.old}</p>}
          <PasswordField field={field} practice={null} label={text.password} focus />
          {opening.problem && <ErrorNotice problem={opening.problem} />}
          <div className="stage-foot">
            <KeyProgress busy={opening.busy} keys={1}>
              {text.working}
            </KeyProgress>
            <Button size="md" type="submit" loading={opening.busy}>
              {text.open}
            </Button>
          </div>
        </form>
      )}
      <p className="dim">{text.words}</p>
    </Stage>
  );
}
