import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import type { EnvelopeList, EnvelopeView } from '../../../electron/contract/envelopes.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { type Answer, call } from '../../state/call.ts';
import { useTask } from '../../state/use-task.ts';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { CameIn } from './drop-card.tsx';
import { LookedDialog } from './looked-dialog.tsx';
import { chosenFile, type EnvelopeSource, sourceOfDrop } from './read-source.ts';
import { ScanButton } from './scan-button.tsx';

interface Read {
  readonly source: EnvelopeSource;
  readonly view: EnvelopeView;
}

/** Opens an envelope from a file that is chosen, or dropped on it, from another screen by camera, or one that came by the folder. */
export function OpenEnvelope({ drop }: Pick<EnvelopeList, 'drop'>) {
  const task = useTask();
  const [read, setRead] = useState<Read | null>(null);
  const [over, setOver] = useState(false);
  const look = (find: () => Promise<Answer<EnvelopeSource | null>>) =>
    void task.run(
      async (): Promise<Answer<Read | null>> => {
        const found = await find();
        if (!found.ok || found.value === null) return found.ok ? { ok: true, value: null } : found;
        const source = found.value;
        const looked = await call('envelope.look', { as: actingOfficer(), source });
        return looked.ok ? { ok: true, value: { source, view: looked.value } } : looked;
      },
      (found) => setRead(found),
    );
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    // The list is empty once the event is over.
    const files = [...event.dataTransfer.files];
    look(() => sourceOfDrop(files));
  };
  return (
    <section
      className="card span-6 envelope-drop"
      aria-label={text.open}
      data-over={over ? true : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <h2 className="card-title">{text.open}</h2>
      <div className="card-pad">
        <p>{over ? text.drop : text.openHint}</p>
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row">
          <Button
            leftSection={<IconFileImport size={16} aria-hidden />}
            loading={task.busy}
            onClick={() => look(async () => ({ ok: true, value: await chosenFile() }))}
          >
            {text.choose}
          </Button>
          <ScanButton
            disabled={task.busy}
            onRead={(source) => look(async () => ({ ok: true, value: source }))}
          />
        </div>
      </div>
      {drop && <CameIn offered={drop.offered} />}
      {read && <LookedDialog view={read.view} source={read.source} onClose={() => setRead(null)} />}
    </section>
  );
}
