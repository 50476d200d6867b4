import { IconPencil } from '@tabler/icons-react';
import type { CeremonyView, StepView } from '../../../electron/contract/ceremony.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { hasSheet, SheetBefore } from './save-sheet.tsx';
import { ShownWords } from './shown-words.tsx';
import { Stage } from './stage.tsx';
import { groupsOf } from './step-lines.ts';

const text = stageTexts.show;

/** The words of the vault, to be written on the sheet. */
export function ShowWordsStep({ view, step }: { readonly view: CeremonyView; readonly step: StepView }) {
  const task = useStep();
  return (
    <Stage title={text.title} intro={text.intro} secret>
      <ShownWords
        list="seed"
        total={24}
        ask={(group) => call('ceremony.show-words', { group })}
        before={<SheetBefore view={view} step={step} />}
        ready={hasSheet(view, step)}
        busy={task.busy}
        onWritten={() =>
          void task.run(
            () => call('ceremony.words-written', {}),
            () => {},
          )
        }
      />
      {task.problem && <ErrorNotice problem={task.problem} />}
      <p className="stage-note">
        <IconPencil size={16} aria-hidden />
        {text.once}
      </p>
    </Stage>
  );
}

/** The words of one share, on a sheet of their own. */
export function ShowShareStep(props: { readonly view: CeremonyView; readonly step: StepView }) {
  const { view, step } = props;
  const task = useStep();
  const title = text.titleShare(step.group ?? 1, step.share ?? 1, groupsOf(view.plan));
  return (
    <Stage title={title} intro={text.introShare} secret>
      <ShownWords
        list="share"
        total={view.wordsPerShare}
        ask={(group) => call('ceremony.show-share', { group })}
        before={<SheetBefore view={view} step={step} />}
        ready={hasSheet(view, step)}
        busy={task.busy}
        onWritten={() =>
          void task.run(
            () => call('ceremony.share-written', {}),
            () => {},
          )
        }
      />
      {task.problem && <ErrorNotice problem={task.problem} />}
    </Stage>
  );
}
