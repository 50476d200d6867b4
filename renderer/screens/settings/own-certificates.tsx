import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import type { CertificateView } from '../../../electron/contract/node.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/panel.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { useTask } from '../../state/use-task.ts';
import { wayTexts as text } from '../../texts/way-texts.ts';
import { fullWhen } from '../../texts/when.ts';

/** No file with certificates is larger, bytes: what is more is cut off, and refused as too large. */
const MOST_BYTES = 128 * 1024;

interface Chosen {
  readonly pem: string;
  readonly certificates: readonly CertificateView[];
}

/** An officer chooses a file, compares what is in it, and trusts that alone. */
export function OwnCertificates(props: {
  readonly hasOwn: boolean;
  readonly onDone: (what: string) => void;
}) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const look = useTask();
  const save = useTask();
  const read = (file: File | null) => {
    if (file === null) return;
    setChosen(null);
    save.clear();
    void look.run(async () => {
      const pem = await file.slice(0, MOST_BYTES).text();
      const answer = await call('node.read-certificates', { as: actingOfficer(), pem });
      return answer.ok ? { ok: true as const, value: { pem, ...answer.value } } : answer;
    }, setChosen);
  };
  const trust = (pem: string | null, what: string) =>
    void save.run(
      () => call('node.certificates', { as: actingOfficer(), pem }),
      () => {
        setChosen(null);
        props.onDone(what);
      },
    );
  return (
    <>
      <div className="row row-wrap">
        <FileButton onChange={read} accept=".pem,.crt,.cer">
          {(button) => (
            <Button {...button} variant="default" loading={look.busy}>
              {text.choose}
            </Button>
          )}
        </FileButton>
        {props.hasOwn && (
          <Button variant="default" loading={save.busy} onClick={() => trust(null, text.publicOnes)}>
            {text.trustPublic}
          </Button>
        )}
      </div>
      {look.problem && <ErrorNotice problem={look.problem} />}
      {chosen && (
        <section className="stack" aria-label={text.chosen}>
          <strong>{text.chosen}</strong>
          <Certificates of={chosen.certificates} />
          <p>{text.compare}</p>
          <p>{text.alone}</p>
          <div className="row">
            <Button loading={save.busy} onClick={() => trust(chosen.pem, text.these)}>
              {text.trust}
            </Button>
          </div>
        </section>
      )}
      {save.problem && <ErrorNotice problem={save.problem} />}
    </>
  );
}

/** Certificates, each with all that is compared. */
export function Certificates({ of }: { readonly of: readonly CertificateView[] }) {
  return of.map(({ subject, issuer, from, to, sha256 }) => (
    <Facts
      key={sha256}
      of={[
        [text.subject, subject],
        [text.issuer, issuer],
        [text.inForce, text.span(fullWhen(from), fullWhen(to))],
        [
          text.sha256,
          <span key="sha256" className="mono selectable breaks">
            {sha256}
          </span>,
        ],
      ]}
    />
  ));
}
