import type { NetworkView } from '../../../electron/contract/network.ts';
import { grouped } from '../../texts/grouped.ts';
import { historyTexts as text } from '../../texts/history-texts.ts';
import { fullWhen } from '../../texts/when.ts';

/** Time of the ledger that this treasury did not see. Nothing where it saw all of it. */
export function UnseenTime({ skipped }: Pick<NetworkView, 'skipped'>) {
  if (skipped.length === 0) return null;
  return (
    <section className="card span-12" aria-label={text.unseen}>
      <h2 className="card-title">{text.unseen}</h2>
      <div className="card-pad stack">
        <ul>
          {skipped.map(({ from, to, fromAt, toAt }) => (
            <li key={from}>
              {text.unseenSpan(grouped(Number(from)), grouped(Number(to)), fullWhen(fromAt), fullWhen(toAt))}
            </li>
          ))}
        </ul>
        <p className="dim small">{text.unseenMeans}</p>
      </div>
    </section>
  );
}
