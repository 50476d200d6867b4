import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { NodeTest, NodeView } from '../../../electron/contract/node.ts';
import { withoutGrpc } from '../../../electron/core/node-url.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/panel.tsx';
import { UrlForm } from '../../components/url-form.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useActingOfficer } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { useNavigation } from '../../state/navigation.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { grouped } from '../../texts/grouped.ts';
import { nodeTexts } from '../../texts/node-texts.ts';
import { nodeStateText } from '../../texts/states.ts';
import { fullWhen } from '../../texts/when.ts';
import { EndpointList } from './endpoint-list.tsx';
import { HistoryStoreSettings } from './history-store.tsx';
import { WaySettings } from './way.tsx';

/** Which node is followed; a policy admin tests another one and goes on with it. */
export function NodeSettings({ node }: { readonly node: NodeView }) {
  const go = useNavigation((navigation) => navigation.go);
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
  const ask = (url: string) => {
    forget();
    void test.run(() => call('node.test', { as: actingOfficer(), url }), setTested);
  };
  const done = (what: string) => {
    form.reset();
    forget();
    noteGood(nodeTexts.changed, what);
    markChanged(['app', 'journal']);
  };
  const backToOwn = () =>
    void save.run(
      () => call('node.own', { as: actingOfficer() }),
      () => done(nodeTexts.own),
    );
  const goOnWith = (urls: readonly string[]) =>
    void save.run(
      () => call('node.endpoints', { as: actingOfficer(), urls: [...urls] }),
      () => done(urls.length === 1 ? withoutGrpc(urls[0] ?? '') : nodeTexts.changedTo(urls.length)),
    );
  const present = node.kind === 'own' ? [] : node.endpoints.map(({ url }) => url);
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
      {node.kind === 'address' && (
        <>
          <EndpointList
            endpoints={node.endpoints}
            {...(mayChange ? { changes: { busy: save.busy, onChange: goOnWith } } : {})}
          />
          <p className="dim small">{nodeTexts.order}</p>
          <HistoryStoreSettings history={node.history} mayChange={mayChange} />
        </>
      )}
      <div className="row">
        <Button variant="default" onClick={() => go({ screen: 'network' })}>
          {nodeTexts.toNetwork}
        </Button>
      </div>
      {mayChange ? (
        <>
          <UrlForm
            form={form}
            label={nodeTexts.field}
            hint={nodeTexts.fieldHint}
            placeholder="https://node.example.org"
            submit={nodeTexts.test}
            busy={test.busy}
            onSubmit={ask}
          />
          {test.problem && <ErrorNotice problem={test.problem} />}
          {tested && <Tested tested={tested} busy={save.busy} present={present} onUse={goOnWith} />}
          {save.problem && <ErrorNotice problem={save.problem} />}
          {node.kind === 'address' && node.hasOwn && (
            <div className="row">
              <Button variant="default" loading={save.busy} onClick={backToOwn}>
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
      <WaySettings way={node.way} mayChange={mayChange} />
    </div>
  );
}

/** What a node said that passed, and its place among the present endpoints. */
function Tested(props: {
  readonly tested: NodeTest;
  readonly busy: boolean;
  readonly present: readonly string[];
  readonly onUse: (urls: readonly string[]) => void;
}) {
  const { url, genesis, protocol, newest, lowest, proves, took } = props.tested;
  const others = props.present.filter((each) => each !== url);
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
          [
            nodeTexts.backTo,
            lowest === null ? nodeTexts.notSaid : nodeTexts.checkpoint(grouped(Number(lowest))),
          ],
          [nodeTexts.proof, proves ? nodeTexts.proves : nodeTexts.wordOnly],
          [nodeTexts.took, nodeTexts.milliseconds(took)],
        ]}
      />
      <div className="row">
        <Button loading={props.busy} onClick={() => props.onUse([url, ...others])}>
          {others.length === 0 ? nodeTexts.saveOnly : nodeTexts.save}
        </Button>
        {others.length > 0 && (
          <Button variant="default" loading={props.busy} onClick={() => props.onUse([...others, url])}>
            {nodeTexts.add}
          </Button>
        )}
      </div>
    </section>
  );
}
