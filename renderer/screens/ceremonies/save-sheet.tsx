import { Button } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import type { CeremonyView, StepView } from '../../../electron/contract/ceremony.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { sheetText, stageTexts } from '../../texts/ceremony-texts.ts';

const text = stageTexts.label;

/** Saves one blank sheet of the ceremony as PDF; `index` counts from 0. */
export function SaveSheet(props: {
  readonly index: number;
  readonly serial: string;
  readonly task: ReturnType<typeof useTask>;
  readonly children: string;
}) {
  const { task, index } = props;
  const save = () =>
    void task.run(
      () => call('ceremony.save-sheet', { sheet: index }),
      ({ file }) => {
        if (file !== null) noteGood(text.saved, file);
      },
    );
  return (
    <Button
      variant="default"
      leftSection={<IconFileDownload size={15} aria-hidden />}
      aria-label={text.blankOf(props.serial)}
      disabled={task.busy}
      onClick={save}
    >
      {props.children}
    </Button>
  );
}

/** Before any word is shown: the sheet that it goes onto, to be printed, or marked by hand with its serial and fingerprint. */
export function SheetBefore({ view, step }: { readonly view: CeremonyView; readonly step: StepView }) {
  const task = useTask();
  const index = view.sheets.findIndex(({ content }) =>
    step.step === 'words-shown'
      ? content.kind === 'words'
      : content.kind === 'share' && content.group === step.group && content.share === step.share,
  );
  const sheet = view.sheets[index];
  if (sheet === undefined) return null;
  return (
    <div className="sheet-before">
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
      <p className="dim">{text.before}</p>
      <SaveSheet index={index} serial={sheet.serial} task={task}>
        {text.blank}
      </SaveSheet>
      {task.problem && <ErrorNotice problem={task.problem} />}
    </div>
  );
}
