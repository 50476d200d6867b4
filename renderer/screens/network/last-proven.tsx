import { IconShieldOff } from '@tabler/icons-react';
import type { NetworkView } from '../../../electron/contract/network.ts';
import { EmptyNote } from '../../components/empty-note.tsx';
import { Facts } from '../../components/panel.tsx';
import { grouped } from '../../texts/grouped.ts';
import { networkTexts as text } from '../../texts/network-texts.ts';
import { fullWhen } from '../../texts/when.ts';

/** The newest checkpoint that validators have certified, and by which weight. */
export function LastProven({ view: { light, certified } }: { readonly view: NetworkView }) {
  const last = light?.last ?? null;
  return (
    <section className="card span-6" aria-label={text.last}>
      <h2 className="card-title">{text.last}</h2>
      <div className="card-pad">
        {light === null || last === null ? (
          <EmptyNote icon={IconShieldOff} title={text.nothingProven} hint={text.nothingProvenHint} />
        ) : (
          <>
            <Facts
              of={[
                [text.checkpoint, <strong key="n">{grouped(Number(last.checkpoint))}</strong>],
                [
                  text.digest,
                  <span key="digest" className="mono breaks">
                    {last.digest}
                  </span>,
                ],
                [text.time, last.at === 0 ? text.atGenesis : fullWhen(last.at)],
                [text.inEpoch, grouped(Number(last.epoch))],
              ]}
            />
            {certified !== null && <WeightBar {...certified} quorum={light.quorum} />}
          </>
        )}
      </div>
    </section>
  );
}

/** How much of all weight signed, with the mark of how much is needed. */
function WeightBar(props: { readonly weight: string; readonly total: string; readonly quorum: string }) {
  const [weight, total, quorum] = [props.weight, props.total, props.quorum].map(Number) as [
    number,
    number,
    number,
  ];
  return (
    <figure className="weight">
      <svg
        className="weight-bar"
        viewBox={`0 0 ${total} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text.weightBar(grouped(weight), grouped(total), grouped(quorum))}
      >
        <rect className="weight-all" width={total} height={10} />
        <rect className="weight-signed" width={weight} height={10} />
        <line className="weight-needed" x1={quorum} x2={quorum} y1={0} y2={10} />
      </svg>
      <figcaption className="dim small">
        {text.weight}: {text.weightBar(grouped(weight), grouped(total), grouped(quorum))}
      </figcaption>
    </figure>
  );
}
