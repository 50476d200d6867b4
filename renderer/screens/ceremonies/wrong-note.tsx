import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { bringIntoView } from '../../components/bring-into-view.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';

const text = stageTexts.enter;

/** Some words are not what was shown: what that means, and the way back to the showing. */
export function WrongNote(props: {
  readonly count: number;
  readonly busy: boolean;
  readonly onAgain: () => void;
}) {
  return (
    <div ref={bringIntoView} className="notice" data-tone="bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div className="stack-tight">
        <strong>{text.wrongCount(props.count)}</strong>
        <p>{text.wrongHint}</p>
        <div>
          <Button variant="default" loading={props.busy} onClick={props.onAgain}>
            {text.again}
          </Button>
        </div>
      </div>
    </div>
  );
}
