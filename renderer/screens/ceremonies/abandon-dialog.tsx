import { Button, Modal } from '@mantine/core';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { stageWords } from '../../text/ceremony-words.ts';

const text = stageWords;

/** Ends the ceremony before its time, after a second question. */
export function AbandonDialog({ onClose }: { readonly onClose: () => void }) {
  const task = useStep();
  return (
    <Modal opened onClose={onClose} title={<strong>{text.abandonTitle}</strong>}>
      <div className="stack">
        <p>{text.abandonIntro}</p>
        {task.trouble && <ErrorNotice trouble={task.trouble} />}
        <div className="row row-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {text.abandonKeep}
          </Button>
          <Button
            color="red"
            loading={task.busy}
            onClick={() => void task.run(() => call('ceremony.abandon', {}), onClose)}
          >
            {text.abandonDo}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
