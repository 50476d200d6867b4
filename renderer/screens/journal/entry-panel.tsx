import type { JournalRow } from '../../../electron/contract/journal.ts';
import { FullMoment } from '../../components/moment.tsx';
import { Facts, Panel, Section } from '../../components/panel.tsx';
import { journalKindText, stationRuleText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { indentJson } from './indent-json.ts';

const text = texts.journal;

/** One entry: who, when, its body and its hash. */
export function EntryPanel({ row, onClose }: { readonly row: JournalRow; readonly onClose: () => void }) {
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
          ...(row.rule === null ? [] : ([[text.rule, stationRuleText[row.rule]]] as const)),
          [text.signature, row.signedByOfficer ? text.signed : text.notSigned],
        ]}
      />
      <Section title={text.body}>
        <pre className="pre mono">{indentJson(row.body)}</pre>
      </Section>
      <Section title={text.hash}>
        <p className="mono small selectable breaks">{row.hash}</p>
      </Section>
    </Panel>
  );
}
