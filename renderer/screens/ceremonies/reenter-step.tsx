import { useState } from 'react';
import type { CeremonyView, StepView } from '../../../electron/contract/ceremony.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import type { Task } from '../../state/use-task.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { PageOf } from './page-of.tsx';
import { Stage } from './stage.tsx';
import { groupsOf } from './step-lines.ts';
import { placeOfPage } from './word-buffer.ts';
import { WordPage } from './word-page.tsx';
import { WordPages } from './word-pages.tsx';
import { WrongNote } from './wrong-note.tsx';

const text = stageTexts.enter;
const WORDS = 24;

/** All 24 words read back from the sheet; each six are checked before the next six are asked for. */
export function ReenterWordsStep({ view }: { readonly view: CeremonyView }) {
  const group = Math.min(view.groupsChecked, 3);
  return (
    <Stage title={text.title} intro={text.intro} secret>
      <PageOf place={placeOfPage(group, WORDS)} total={WORDS} />
      <CheckedGroup key={group} group={group} />
    </Stage>
  );
}

function CheckedGroup({ group }: { readonly group: number }) {
  const task = useStep();
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const place = placeOfPage(group, WORDS);
  return (
    <>
      <WordPage
        list="seed"
        place={place}
        wrong={wrong}
        busy={task.busy}
        submit={text.check}
        onSubmit={(words) =>
          void task
            .run(
              () => call('ceremony.check-words', { group, words }),
              (answer) => setWrong(answer.wrong.map((at) => at + place.first)),
            )
            .finally(() => words.fill(0))
        }
      />
      {wrong.length > 0 && <WrongNote count={wrong.length} {...again(task)} />}
      {task.problem && <ErrorNotice problem={task.problem} />}
    </>
  );
}

/** One share read back, whole. */
export function ReenterShareStep(props: { readonly view: CeremonyView; readonly step: StepView }) {
  const { view, step } = props;
  const task = useStep();
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const title = text.titleShare(step.group ?? 1, step.share ?? 1, groupsOf(view.plan));
  return (
    <Stage title={title} intro={text.intro} secret>
      <WordPages
        list="share"
        total={view.wordsPerShare}
        wrong={wrong}
        busy={task.busy}
        submit={text.checkShare}
        onAll={(words) =>
          void task.run(
            () => call('ceremony.check-share', { words }),
            (answer) => setWrong(answer.wrong),
          )
        }
      />
      {wrong.length > 0 && <WrongNote count={wrong.length} {...again(task)} />}
      {task.problem && <ErrorNotice problem={task.problem} />}
    </Stage>
  );
}

/** The way back to the showing of what was written down wrong. */
function again(task: Task) {
  const onAgain = () =>
    void task.run(
      () => call('ceremony.show-again', {}),
      () => {},
    );
  return { busy: task.busy, onAgain };
}
