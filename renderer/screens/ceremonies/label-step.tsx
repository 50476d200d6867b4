import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { firstWrongSheet, type TypedSheet } from '../../../electron/core/ceremony/typed-back.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { numbered } from '../../components/numbered.ts';
import { call } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { useTask } from '../../state/use-task.ts';
import { sheetText, stageTexts } from '../../texts/ceremony-texts.ts';
import { SaveSheet } from './save-sheet.tsx';
import { Stage } from './stage.tsx';

const text = stageTexts.label;

interface Labels {
  readonly sheets: readonly TypedSheet[];
}

/**
 * Serial and fingerprint are typed back from every sheet. What is to be typed is nowhere on the screen meanwhile; who has to
 * write it first asks for it, and types it afterwards.
 */
export function LabelStep({ view }: { readonly view: CeremonyView }) {
  const [isShown, setShown] = useState(false);
  const form = useForm<Labels>({
    initialValues: { sheets: view.sheets.map(() => ({ serial: '', fingerprint: '' })) },
  });
  return (
    <Stage title={text.title} intro={text.intro}>
      {isShown ? (
        <ShownLabels view={view} onWritten={() => setShown(false)} />
      ) : (
        <TypedLabels view={view} form={form} onShow={() => setShown(true)} />
      )}
    </Stage>
  );
}

function TypedLabels(props: {
  readonly view: CeremonyView;
  readonly form: ReturnType<typeof useForm<Labels>>;
  readonly onShow: () => void;
}) {
  const { form, view } = props;
  const task = useStep();
  const compare = form.onSubmit(({ sheets }) => {
    void task.run(
      async () => {
        const answer = await call('ceremony.sheets-labelled', {
          sheets: sheets.map((sheet) => ({ ...sheet })),
        });
        const wrong = answer.ok ? null : firstWrongSheet(view.sheets, sheets);
        if (wrong) {
          const field = `sheets.${wrong.place}.${wrong.field}`;
          form.setFieldError(field, true); // the notice below says what is wrong
          form.getInputNode(field)?.focus();
        }
        return answer;
      },
      () => {},
    );
  });
  return (
    <form className="stack" onSubmit={compare} autoComplete="off">
      <table className="sheet-table typed-labels">
        <Head />
        <tbody>
          {numbered(view.sheets).map(({ place, item: sheet }) => (
            <tr key={sheet.serial}>
              <td>{sheetText(sheet.content)}</td>
              {(['serial', 'fingerprint'] as const).map((field) => (
                <td key={field}>
                  <TextInput
                    {...form.getInputProps(`sheets.${place - 1}.${field}`)}
                    aria-label={text.fieldOf(text[field], sheetText(sheet.content))}
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={64}
                    className="label-field"
                    data-autofocus={place === 1 && field === 'serial' ? true : undefined}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim small">{text.forms}</p>
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="stage-foot">
        <Button
          variant="subtle"
          leftSection={<IconEye size={16} aria-hidden />}
          disabled={task.busy}
          onClick={props.onShow}
        >
          {text.show}
        </Button>
        <span className="grow" />
        <Button size="md" type="submit" loading={task.busy}>
          {text.done}
        </Button>
      </div>
    </form>
  );
}

/** For a sheet that has no label yet. */
function ShownLabels({ view, onWritten }: { readonly view: CeremonyView; readonly onWritten: () => void }) {
  const task = useTask();
  return (
    <>
      <table className="sheet-table">
        <Head blank />
        <tbody>
          {numbered(view.sheets).map(({ place, item: sheet }) => (
            <tr key={sheet.serial}>
              <td>{sheetText(sheet.content)}</td>
              <td className="mono sheet-mark">{sheet.serial}</td>
              <td className="mono sheet-mark">{sheet.fingerprint}</td>
              <td>
                <SaveSheet index={place - 1} serial={sheet.serial} task={task}>
                  PDF
                </SaveSheet>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim">{text.writeNow}</p>
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="stage-foot">
        <span className="grow" />
        <Button size="md" onClick={onWritten}>
          {text.written}
        </Button>
      </div>
    </>
  );
}

function Head({ blank = false }: { readonly blank?: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">{text.sheet}</th>
        <th scope="col">{text.serial}</th>
        <th scope="col">{text.fingerprint}</th>
        {blank && <th scope="col">{text.blank}</th>}
      </tr>
    </thead>
  );
}
