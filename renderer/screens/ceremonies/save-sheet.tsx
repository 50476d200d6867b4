import { Button } from '@mantine/core';
import { IconCircleCheck, IconFileDownload, IconPencil } from '@tabler/icons-react';
import type { CeremonyView, StepView } from '../../../electron/contract/ceremony.ts';
import { sheetOfStep } from '../../../electron/core/ceremony/sheet.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useStep } from '../../state/use-step.ts';
import type { useTask } from '../../state/use-task.ts';
import { sheetText, stageTexts } from '../../texts/ceremony-texts.ts';

const text = stageTexts.label;

/** Saves one blank sheet of the ceremony as PDF; `index` counts from 0. */
export function SaveSheet(props: {
  readonly index: number;
  readonly serial: string;
  readonly task: ReturnType<typeof useTask>;
  readonly first?: boolean;
  readonly children: string;
}) {
  const { task, index, first = false } = props;
  const save = () =>
    void task.run(
      () => call('ceremony.save-sheet', { sheet: index }),
      ({ file }) => {
        if (file !== null) noteGood(text.saved, file);
      },
    );
  return (
    <Button
      variant={first ? 'filled' : 'default'}
      leftSection={<IconFileDownload size={15} aria-hidden />}
      aria-label={text.blankOf(props.serial)}
      disabled={task.busy}
      onClick={save}
      data-autofocus={first ? true : undefined}
    >
      {props.children}
    </Button>
  );
}

/** Whether it is known how the sheet of a step is made: only then its words are shown. */
export function hasSheet({ sheets }: CeremonyView, step: StepView): boolean {
  return sheets[sheetOfStep(sheets, step)]?.origin !== undefined;
}

/** Before any word is shown: the sheet that it goes onto, to be printed, or marked by hand with its serial and fingerprint. */
export function SheetBefore({ view, step }: { readonly view: CeremonyView; readonly step: StepView }) {
  const task = useStep();
  const index = sheetOfStep(view.sheets, step);
  const sheet = view.sheets[index];
  if (sheet === undefined) return null;
  const { origin } = sheet;
  return (
    <section className="sheet-before" aria-label={text.before}>
      <dl>
        <div>
          <dt>{text.sheet}</dt>
          <dd>{sheetText(sheet.content)}</dd>
        </div>
        <div>
          <dt>{text.serial}</dt>
          <dd className="mono sheet-mark">{sheet.serial}</dd>
        </div>
        <div>
          <dt>{text.fingerprint}</dt>
          <dd className="mono sheet-mark">{sheet.fingerprint}</dd>
        </div>
      </dl>
      <p className="sheet-said" role="status" data-known={origin !== undefined}>
        {origin !== undefined && <IconCircleCheck size={16} aria-hidden />}
        {origin === undefined ? text.beforeHint : text.origins[origin]}
      </p>
      <div className="row">
        <SaveSheet index={index} serial={sheet.serial} task={task} first={origin === undefined}>
          {text.blank}
        </SaveSheet>
        <Button
          variant="default"
          leftSection={<IconPencil size={15} aria-hidden />}
          disabled={task.busy || origin === 'by-hand'}
          onClick={() =>
            void task.run(
              () => call('ceremony.sheet-by-hand', { sheet: index }),
              () => {},
            )
          }
        >
          {text.byHand}
        </Button>
      </div>
      {task.problem && <ErrorNotice problem={task.problem} />}
    </section>
  );
}
