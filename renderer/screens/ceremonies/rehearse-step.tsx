import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { bringIntoView } from '../../components/bring-into-view.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { SharesForm } from './shares-form.tsx';
import { Stage } from './stage.tsx';
import { WordPages } from './word-pages.tsx';

const text = stageTexts.rehearse;
const WORDS = 24;

/** An empty form, as on the day when everything else is lost. */
export function RehearseStep({ kind }: { readonly kind: 'words' | 'shares' }) {
  const task = useStep();
  const [differs, setDiffers] = useState(false);
  const judge = ({ matches }: { readonly matches: boolean }) => setDiffers(!matches);
  return (
    <Stage title={text.title} intro={kind === 'words' ? text.intro : text.introShares} secret>
      {kind === 'words' ? (
        <WordPages
          list="seed"
          total={WORDS}
          busy={task.busy}
          submit={text.do}
          onAll={(words) => void task.run(() => call('ceremony.rehearse', { kind, words }), judge)}
        />
      ) : (
        <SharesForm
          busy={task.busy}
          submit={text.do}
          onAll={(shares) => void task.run(() => call('ceremony.rehearse', { kind, shares }), judge)}
        />
      )}
      <p className="dim" role="status">
        {task.busy ? text.working : ''}
      </p>
      {differs && !task.busy && (
        <div ref={bringIntoView} className="notice" data-tone="bad" role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          <div>
            <strong>{text.differs}</strong>
            <p>{text.differsHint}</p>
          </div>
        </div>
      )}
      {task.problem && <ErrorNotice problem={task.problem} />}
    </Stage>
  );
}
