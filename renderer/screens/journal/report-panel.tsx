import { IconShieldCheck } from '@tabler/icons-react';
import type { JournalReportView } from '../../../electron/contract/journal.ts';
import { Facts, Panel, Section } from '../../components/panel.tsx';
import { grouped } from '../../texts/grouped.ts';
import { texts } from '../../texts/texts.ts';

const text = texts.journal;

/** What was proven when the journal was verified. */
export function ReportPanel(props: { readonly report: JournalReportView; readonly onClose: () => void }) {
  const { report } = props;
  return (
    <Panel label={text.verified} title={<h2>{text.verify}</h2>} onClose={props.onClose}>
      <div className="notice" data-tone="good" role="status">
        <IconShieldCheck size={18} aria-hidden />
        <div>
          <strong>{text.verified}</strong>
          <p>{text.verifiedHint}</p>
        </div>
      </div>
      <Facts
        of={[
          [
            text.entries,
            <span key="entries" className="figure">
              {grouped(report.entries)}
            </span>,
          ],
          ...(report.mandates === 0
            ? []
            : [
                [
                  text.mandates,
                  <span key="mandates" className="figure">
                    {grouped(report.mandates)}
                  </span>,
                ] as const,
              ]),
          [
            text.officers,
            <span key="officers" className="figure">
              {grouped(report.signedByOfficers)}
            </span>,
          ],
        ]}
      />
      <Section title={text.head}>
        <p className="mono small selectable breaks">{report.head}</p>
      </Section>
      <Section title={text.stationKey}>
        {report.stations.map(({ stationKey, from }) => (
          <p key={from} className="small">
            {report.stations.length > 1 && text.stationFrom(from)}{' '}
            <span className="mono selectable breaks">{stationKey}</span>
          </p>
        ))}
      </Section>
    </Panel>
  );
}
