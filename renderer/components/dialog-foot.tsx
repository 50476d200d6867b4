import { Button } from '@mantine/core';
import type { Problem } from '../state/call.ts';
import { texts } from '../texts/texts.ts';
import { ErrorNotice } from './error-notice.tsx';
import { KeyProgress } from './key-progress.tsx';

/** The end of a dialog's form: what went wrong, how far the work is, and the two ways out. */
export function DialogFoot(props: {
  readonly task: { readonly busy: boolean; readonly problem: Problem | null };
  readonly onClose: () => void;
  /** The word on the button that sends the form. */
  readonly submit: string;
  readonly disabled?: boolean;
  /** How many file keys are derived meanwhile, and what is said of it; left out where none is. */
  readonly keys?: { readonly count: number; readonly text: string };
  /** See {@link ErrorNotice}. */
  readonly vaultId?: string;
}) {
  const { task, keys, vaultId } = props;
  return (
    <>
      {task.problem && <ErrorNotice problem={task.problem} {...(vaultId === undefined ? {} : { vaultId })} />}
      {keys && (
        <KeyProgress busy={task.busy} keys={keys.count}>
          {keys.text}
        </KeyProgress>
      )}
      <div className="row row-end">
        <Button variant="default" disabled={task.busy} onClick={props.onClose}>
          {texts.common.cancel}
        </Button>
        <Button type="submit" loading={task.busy} disabled={props.disabled ?? false}>
          {props.submit}
        </Button>
      </div>
    </>
  );
}
