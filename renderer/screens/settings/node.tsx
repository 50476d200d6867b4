import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { NodeTest, NodeView } from '../../../electron/contract/node.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/panel.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useActingOfficer } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { grouped } from '../../texts/grouped.ts';
import { nodeTexts } from '../../texts/node-texts.ts';
import { nodeStateText } from '../../texts/states.ts';
import { fullWhen } from '../../texts/when.ts';

/** Which node is followed; a policy admin tests another one and goes on with it. */
export function NodeSettings({ node }: { readonly node: NodeView }) {
  const [tested, setTested] = useState<NodeTest | null>(null);
  const test = useTask();
  const save = useTask();
  const mayChange = useActingOfficer()?.roles.includes('policy-admin') ?? false;
  const forget = () => {
    setTested(null);
    test.clear();
    save.clear();
  };
  const form = useForm({ initialValues: { url: '' }, onValuesChange: forget });
  const ask = form.onSubmit(({ url }) => {
    forget();
    void test.run(() => call('node.test', { as: actingOfficer(), url }), setTested);
  });
  const use = (next: string | null) =>
    void save.run(
      () => call('node.change', { as: actingOfficer(), url: next }),
      () => {
        form.reset();
        forget();
        noteGood(nodeTexts.changed, next ?? nodeTexts.own);
        markChanged(['app', 'journal']);
      },
    );
  return (
    <div className="stack">
      <p className="dim">{nodeTexts.lead}</p>
      <Facts
        of={[
          [
            nodeTexts.now,
            node.kind === 'own' ? (
              nodeTexts.own
            ) : (
              <span key="url" className="mono selectable breaks">
                {node.url}
              </span>
            ),
          ],
          [nodeTexts.state, nodeStateText[node.state]],
        ]}
      />
      {mayChange ? (
        <>
          <form className="stack" onSubmit={ask}>
            <TextInput
              {...form.getInputProps('url')}
              label={nodeTexts.field}
              description={nodeTexts.fieldHint}
              placeholder="https://node.example.org"
              maxLength={300}
              spellCheck={false}
              autoComplete="off"
            />
            <div className="row">
              <Button
                type="submit"
                variant="default"
                disabled={form.values.url.trim() === ''}
                loading={test.busy}
              >
                {nodeTexts.test}
              </Button>
            </div>
          </form>
          {test.problem && <ErrorNotice problem={test.problem} />}
          {tested && <Tested tested={tested} busy={save.busy} onUse={() => use(tested.url)} />}
          {save.problem && <ErrorNotice problem={save.problem} />}
          {node.kind === 'address' && node.hasOwn && (
            <div className="row">
              <Button variant="default" loading={save.busy} onClick={() => use(null)}>
                {nodeTexts.back}
              </Button>
            </div>
          )}
        </>
      ) : (
        <p className="dim" role="note">
          {nodeTexts.whoMay}
        </p>
      )}
    </div>
  );
}

/** What a node said that passed. */
function Tested(props: { readonly tested: NodeTest; readonly busy: boolean; readonly onUse: () => void }) {
  const { url, genesis, protocol, newest, took } = props.tested;
  return (
    <section className="stack" aria-label={nodeTexts.passed}>
      <div className="notice" data-tone="good" role="status">
        <IconCircleCheck size={18} aria-hidden />
        <strong>{nodeTexts.passed}</strong>
      </div>
      <Facts
        of={[
          [
            nodeTexts.address,
            <span key="url" className="mono selectable breaks">
              {url}
            </span>,
          ],
          [nodeTexts.genesis, <span key="genesis">{nodeTexts.genesisSame(genesis)}</span>],
          [nodeTexts.protocol, protocol],
          [
            nodeTexts.newest,
            nodeTexts.newestAt(
              grouped(Number(newest.checkpoint)),
              nodeTexts.age(Date.now() - newest.at),
              fullWhen(newest.at),
            ),
          ],
          [nodeTexts.took, nodeTexts.milliseconds(took)],
        ]}
      />
      <div className="row">
        <Button loading={props.busy} onClick={props.onUse}>
          {nodeTexts.save}
        </Button>
      </div>
    </section>
  );
}
