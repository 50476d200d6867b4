import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef } from 'react';
import type { NodeView } from '../../../electron/contract/node.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/panel.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { noteGood } from '../../state/notices.ts';
import { withSecret } from '../../state/secret.ts';
import { useTask } from '../../state/use-task.ts';
import { wayTexts as text } from '../../texts/way-texts.ts';
import { Certificates, OwnCertificates } from './own-certificates.tsx';

interface Props {
  readonly way: NodeView['way'];
  /** Whether the acting officer is a policy admin. */
  readonly mayChange: boolean;
}

/** How the endpoints are reached, and whom they are trusted from. */
export function WaySettings({ way, mayChange }: Props) {
  const done = (what: string) => {
    noteGood(text.changed, what);
    markChanged(['app', 'journal']);
  };
  return (
    <section className="stack" aria-label={text.title}>
      <h3>{text.title}</h3>
      <Facts
        of={[
          [text.reached, way.proxy === null ? text.directly : text.by(way.proxy, way.login)],
          [text.trusted, way.certificates.length === 0 ? text.publicOnes : text.these],
        ]}
      />
      <Certificates of={way.certificates} />
      <p className="dim small">{text.hint}</p>
      {mayChange && (
        <>
          <ProxyForm proxy={way.proxy} onDone={done} />
          <OwnCertificates hasOwn={way.certificates.length > 0} onDone={done} />
        </>
      )}
    </section>
  );
}

function ProxyForm({
  proxy,
  onDone,
}: {
  readonly proxy: string | null;
  readonly onDone: (what: string) => void;
}) {
  const save = useTask();
  /** The password is no part of the form's values: it stays in its field. */
  const password = useRef<HTMLInputElement>(null);
  const form = useForm({ initialValues: { url: '', name: '' }, onValuesChange: save.clear });
  const change = (url: string | null, name: string | null) => {
    const input = password.current;
    if (input === null) return;
    void save.run(
      () =>
        withSecret(input, (typed) =>
          call('node.proxy', {
            as: actingOfficer(),
            url,
            name: name === '' ? null : name,
            password: typed.length === 0 ? null : typed,
          }),
        ),
      () => {
        form.reset();
        onDone(url ?? text.directly);
      },
    );
  };
  return (
    <form className="stack" onSubmit={form.onSubmit(({ url, name }) => change(url, name))}>
      <TextInput
        {...form.getInputProps('url')}
        label={text.proxyField}
        description={text.proxyHint}
        placeholder="http://proxy.example.org:3128"
        maxLength={300}
        spellCheck={false}
        autoComplete="off"
      />
      <TextInput
        {...form.getInputProps('name')}
        label={text.name}
        description={text.loginHint}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
      />
      <PasswordField field={password} practice={null} label={text.password} />
      <div className="row">
        <Button type="submit" variant="default" disabled={form.values.url.trim() === ''} loading={save.busy}>
          {text.useProxy}
        </Button>
        {proxy !== null && (
          <Button variant="default" loading={save.busy} onClick={() => change(null, null)}>
            {text.noProxy}
          </Button>
        )}
      </div>
      {save.problem && <ErrorNotice problem={save.problem} />}
    </form>
  );
}
