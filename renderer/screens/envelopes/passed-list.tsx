import type { EnvelopeList } from '../../../electron/contract/envelopes.ts';
import { Moment } from '../../components/moment.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';

type Passed = EnvelopeList['made'][number] | EnvelopeList['taken'][number];

/** Envelopes that were sent, or taken in; the newest first. */
export function PassedList({ title, rows }: { readonly title: string; readonly rows: readonly Passed[] }) {
  return (
    <section className="card span-6" aria-label={title}>
      <h2 className="card-title">{title}</h2>
      {rows.length === 0 ? (
        <p className="card-pad dim">{text.nothingYet}</p>
      ) : (
        <ScrollRegion className="envelope-lines">
          <ul>
            {rows.map((row) => (
              <li key={row.digest}>
                <div className="spread">
                  <span>
                    <strong>{text.kinds[row.contents]}</strong>{' '}
                    <span className="dim">{text.about(row.movements)}</span>
                  </span>
                  <Moment at={row.at} />
                </div>
                <p className="dim small">
                  {'officerName' in row && row.officerName !== null && `${text.deskOf(row.officerName)} · `}
                  {row.words.join(' ')}
                </p>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      )}
    </section>
  );
}
