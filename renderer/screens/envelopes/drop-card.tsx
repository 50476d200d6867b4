import { Button } from '@mantine/core';
import { IconFolder, IconFolderOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { EnvelopeList, EnvelopeView } from '../../../electron/contract/envelopes.ts';
import { ErrorNotice, problemText } from '../../components/error-notice.tsx';
import { Moment } from '../../components/moment.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { type Answer, call } from '../../state/call.ts';
import { useTask } from '../../state/use-task.ts';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { Key } from './inside-view.tsx';
import { LookedDialog } from './looked-dialog.tsx';
import type { EnvelopeSource } from './read-source.ts';

type Drop = NonNullable<EnvelopeList['drop']>;

/** The folder that stations share: which it is, and what is left alone there. */
export function DropCard({ drop }: Pick<EnvelopeList, 'drop'>) {
  const task = useTask();
  const set = (find: () => Promise<string | null | undefined>) =>
    void task.run(
      async (): Promise<Answer<unknown>> => {
        const folder = await find();
        if (folder === undefined) return { ok: true, value: null };
        return call('envelope.set-folder', { as: actingOfficer(), folder });
      },
      () => {},
    );
  const choose = () =>
    set(async () => {
      const chosen = await call('envelope.choose-folder', {});
      return chosen.ok ? (chosen.value.folder ?? undefined) : undefined;
    });
  return (
    <section className="card span-12" aria-label={text.folder}>
      <h2 className="card-title">{text.folder}</h2>
      <div className="card-pad stack">
        <p className="dim small">{text.folderHint}</p>
        {drop !== null && (
          <p>
            {text.folderAt} <Key>{drop.folder}</Key>
          </p>
        )}
        <div className="row row-wrap">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFolder size={15} aria-hidden />}
            loading={task.busy}
            onClick={choose}
          >
            {drop === null ? text.folderChoose : text.folderOther}
          </Button>
          {drop !== null && (
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconFolderOff size={15} aria-hidden />}
              loading={task.busy}
              onClick={() => set(async () => null)}
            >
              {text.folderNone}
            </Button>
          )}
        </div>
        {task.problem && <ErrorNotice problem={task.problem} />}
        {drop?.problem && <ErrorNotice problem={drop.problem} />}
      </div>
      {drop !== null && <LeftAlone drop={drop} />}
    </section>
  );
}

/** What came in by the folder, each with the way to open it. */
export function CameIn({ offered }: Pick<Drop, 'offered'>) {
  return (
    <section className="came-in" aria-label={text.cameInByFolder}>
      <h3 className="card-pad">{text.cameInByFolder}</h3>
      {offered.length === 0 ? (
        <p className="card-pad dim">{text.cameInNothing}</p>
      ) : (
        <ScrollRegion className="envelope-lines">
          <ul>
            {offered.map((each) => (
              <OfferedLine key={each.name} offered={each} />
            ))}
          </ul>
        </ScrollRegion>
      )}
    </section>
  );
}

function LeftAlone({ drop: { waiting, ignored, ignoredCount } }: { readonly drop: Drop }) {
  return (
    <>
      {waiting > 0 && <p className="card-pad dim small">{text.folderWaiting(waiting)}</p>}
      {ignoredCount > 0 && (
        <div className="card-pad">
          <p className="dim small">{text.folderIgnored(ignoredCount)}</p>
          <ul className="small">
            {ignored.map(({ name, problem }) => (
              <li key={name}>
                <Key>{name}</Key>: {problemText(problem).what}
              </li>
            ))}
          </ul>
          {ignoredCount > ignored.length && (
            <p className="dim small">{text.folderMore(ignoredCount - ignored.length)}</p>
          )}
        </div>
      )}
    </>
  );
}

function OfferedLine({ offered }: { readonly offered: Drop['offered'][number] }) {
  const { name, contents, things, officerName, isNew, words, createdAt } = offered;
  const from = isNew ? text.unknownStation : officerName === null ? text.desk : text.deskOf(officerName);
  const task = useTask();
  const [view, setView] = useState<EnvelopeView | null>(null);
  const source: EnvelopeSource = { kind: 'folder', name };
  return (
    <li>
      <div className="spread">
        <span>
          <strong>{text.cameIn(contents, things)}</strong>{' '}
          <span className="dim">
            {text.from.toLowerCase()} {from}
          </span>
        </span>
        <Button
          size="compact-xs"
          loading={task.busy}
          onClick={() =>
            void task.run(
              () => call('envelope.look', { as: actingOfficer(), source }),
              (looked) => setView(looked),
            )
          }
        >
          {text.openIt}
        </Button>
      </div>
      <p className="dim small">
        <Moment at={createdAt} /> · {words.join(' ')}
      </p>
      {task.problem && <ErrorNotice problem={task.problem} />}
      {view && <LookedDialog view={view} source={source} onClose={() => setView(null)} />}
    </li>
  );
}
