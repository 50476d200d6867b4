import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { EnvelopeView } from '../../../electron/contract/envelopes.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { Facts } from '../../components/panel.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { InsideView, Key } from './inside-view.tsx';
import type { EnvelopeSource } from './read-source.ts';

/** An envelope that was read: who made it, what is in it, and the way to take it in. */
export function LookedDialog(props: {
  readonly view: EnvelopeView;
  readonly source: EnvelopeSource;
  readonly onClose: () => void;
}) {
  const { view, source, onClose } = props;
  const task = useTask();
  const [compared, setCompared] = useState(!view.isNew);
  const take = () =>
    void task.run(
      () => call('envelope.take', { as: actingOfficer(), source, digest: view.digest }),
      ({ taken }) => {
        const late = taken.filter(({ problem }) => problem !== null).length;
        noteGood(text.taken, taken.length === 0 ? '' : text.takenHow(taken.length - late, late));
        onClose();
      },
    );
  return (
    <Dialog
      title={`${text.looked}: ${text.kinds[view.inside.kind]}`}
      busy={task.busy}
      size={640}
      onClose={onClose}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          take();
        }}
      >
        <WordCode code={view.words} />
        <EnvelopeFacts view={view} />
        <InsideView inside={view.inside} />
        {view.isNew && (
          <Checkbox
            checked={compared}
            label={text.compare}
            onChange={({ currentTarget }) => setCompared(currentTarget.checked)}
          />
        )}
        <DialogFoot task={task} submit={text.take} disabled={!compared} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Who made an envelope, and when; the whole digest, for people who compare it. */
export function EnvelopeFacts({ view }: { readonly view: EnvelopeView }) {
  const from = view.isNew
    ? text.unknownStation
    : view.officerName === null
      ? text.desk
      : text.deskOf(view.officerName);
  return (
    <Facts
      of={[
        [text.from, from],
        [text.madeAt, <FullMoment key="at" at={view.createdAt} />],
        [text.digest, <Key key="digest">{view.digest}</Key>],
        ...(view.isNew ? ([[text.stationKey, <Key key="key">{view.stationKey}</Key>]] as const) : []),
      ]}
    />
  );
}
