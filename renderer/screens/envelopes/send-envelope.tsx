import { Button } from '@mantine/core';
import { IconDeviceFloppy, IconFolderShare, IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import type { Input, Output } from '../../../electron/contract/contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { EnvelopeCode } from '../../components/envelope-code.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { Facts } from '../../components/panel.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { useTask } from '../../state/use-task.ts';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { Key } from './inside-view.tsx';

type Made = NonNullable<Output<'envelope.make'>>;

/** The ways out of a station: a file, the folder that stations share, and a code on the screen. */
export function SendEnvelope(props: {
  readonly contents: Input<'envelope.make'>['contents'];
  readonly movementIds?: readonly string[];
  readonly of?: Input<'envelope.make'>['of'];
  readonly message?: string;
  readonly disabled?: boolean;
}) {
  const { contents, movementIds = [], of = null, message = null, disabled = false } = props;
  const task = useTask();
  const [made, setMade] = useState<Made | null>(null);
  const { cameIn } = useTreasury();
  const make = (to: Input<'envelope.make'>['to']) =>
    void task.run(
      () =>
        call('envelope.make', {
          as: actingOfficer(),
          contents,
          movementIds: [...movementIds],
          to,
          of,
          message,
        }),
      (done) => setMade(done),
    );
  return (
    <>
      <div className="row row-wrap">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDeviceFloppy size={15} aria-hidden />}
          disabled={disabled}
          loading={task.busy}
          onClick={() => make('file')}
        >
          {text.asFile}
        </Button>
        {cameIn !== null && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFolderShare size={15} aria-hidden />}
            disabled={disabled}
            loading={task.busy}
            onClick={() => make('folder')}
          >
            {text.toFolder}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconQrcode size={15} aria-hidden />}
          disabled={disabled}
          loading={task.busy}
          onClick={() => make('screen')}
        >
          {text.asCode}
        </Button>
      </div>
      {task.problem && <ErrorNotice problem={task.problem} />}
      {made && <MadeDialog made={made} onClose={() => setMade(null)} />}
    </>
  );
}

/** What was made: where it is, and the words by which both sides know that it is this one. */
function MadeDialog({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) {
  const told = (
    <>
      <WordCode code={made.words} />
      <p className="dim">{text.madeWords}</p>
      {made.unproven > 0 && <p className="dim">{text.unproven(made.unproven)}</p>}
      <Facts
        of={[
          ...(made.file === null ? [] : ([[text.madeFile, <Key key="file">{made.file}</Key>]] as const)),
          [text.digest, <Key key="digest">{made.digest}</Key>],
          [text.goodUntil, <FullMoment key="until" at={made.expiresAt} />],
        ]}
      />
    </>
  );
  return (
    <Dialog title={text.made} busy={false} size={made.bytes === null ? 560 : 1300} onClose={onClose}>
      <div className="stack">
        {made.bytes === null ? told : <EnvelopeCode bytes={made.bytes}>{told}</EnvelopeCode>}
        <div className="row row-end">
          <Button onClick={onClose}>{text.done}</Button>
        </div>
      </div>
    </Dialog>
  );
}
