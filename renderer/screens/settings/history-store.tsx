import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/panel.tsx';
import { UrlForm } from '../../components/url-form.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { nodeTexts as text } from '../../texts/node-texts.ts';

interface Props {
  readonly history: string | null;
  /** Whether the acting officer is a policy admin. */
  readonly mayChange: boolean;
}

/** Where old checkpoints come from that nodes have thrown away. */
export function HistoryStoreSettings({ history, mayChange }: Props) {
  const save = useTask();
  const form = useForm({ initialValues: { url: '' }, onValuesChange: save.clear });
  const change = (url: string | null) =>
    void save.run(
      () => call('node.history', { as: actingOfficer(), url }),
      () => {
        form.reset();
        noteGood(text.historyChanged, url ?? text.historyNone);
        markChanged(['app', 'journal']);
      },
    );
  return (
    <section className="stack" aria-label={text.history}>
      <Facts
        of={[
          [
            text.history,
            history === null ? (
              text.historyNone
            ) : (
              <span key="url" className="mono selectable breaks">
                {history}
              </span>
            ),
          ],
        ]}
      />
      <p className="dim small">{text.historyHint}</p>
      {mayChange && (
        <>
          <UrlForm
            form={form}
            label={text.historyField}
            placeholder="https://history.example.org"
            submit={text.historyUse}
            busy={save.busy}
            onSubmit={change}
          >
            {history !== null && (
              <Button variant="default" loading={save.busy} onClick={() => change(null)}>
                {text.historyRemove}
              </Button>
            )}
          </UrlForm>
          {save.problem && <ErrorNotice problem={save.problem} />}
        </>
      )}
    </section>
  );
}
