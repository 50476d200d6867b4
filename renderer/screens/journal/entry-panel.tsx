import type { JournalRow } from '../../../electron/contract/journal.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { Facts, Panel, Section } from '../../components/panel.tsx';
import { useReading } from '../../state/use-reading.ts';
import { journalKindText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { indentJson } from './indent-json.ts';

const text = texts.journal;

/** One entry: who, when, its body and its hash. */
export function EntryPanel({ row, onClose }: { readonly row: JournalRow; readonly onClose: () => void }) {
  // An entry never changes: no topic reads it again.
  const { value, problem, retry } = useReading('journal.entry', { seq: row.seq }, []);
  return (
    <Panel
      label={text.title}
      onClose={onClose}
      title={
        <>
          <h2>{row.summary}</h2>
          <p className="dim figure">
            {text.columns.seq} {row.seq}
          </p>
        </>
      }
    >
      <Facts
        of={[
          [text.at, <FullMoment key="at" at={row.at} />],
          [text.kind, journalKindText[row.kind]],
          [text.by, row.officerName ?? text.station],
          [text.signature, row.signedByOfficer ? text.signed : text.notSigned],
        ]}
      />
      <Section title={text.body}>
        {problem && <ErrorNotice problem={problem} onRetry={retry} />}
        {value && <pre className="pre mono">{indentJson(value.body)}</pre>}
      </Section>
      <Section title={text.hash}>
        <p className="mono small selectable breaks">{row.hash}</p>
      </Section>
    </Panel>
  );
}
