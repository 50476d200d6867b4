import type { NetworkView } from '../../../electron/contract/network.ts';
import { grouped } from '../../texts/grouped.ts';
import { networkTexts as text } from '../../texts/network-texts.ts';
import { fullWhen, shortWhen } from '../../texts/when.ts';
import { EndpointBadge } from './endpoint-badge.tsx';

type Props = { readonly view: NetworkView };

/** In one line: whether the figures are proven, up to which checkpoint, and how far behind they are. */
export function Standing({ view }: Props) {
  const { takenIn, behind, light, certified } = view;
  const state = view.endpoints.find(({ followed }) => followed)?.state ?? 'away';
  return (
    <section className="card span-12" data-standing aria-label={text.standing}>
      <div className="card-pad">
        <div className="network-state">
          <EndpointBadge state={state} />
          <p>{text.says[state].means}</p>
        </div>
        <dl className="network-figures">
          <Figure
            name={text.lastCheckpoint}
            value={takenIn === null ? text.nothingRead : grouped(Number(takenIn.checkpoint))}
            hint={
              takenIn && (
                <time dateTime={new Date(takenIn.asOf).toISOString()} title={fullWhen(takenIn.asOf)}>
                  {text.readAt(shortWhen(takenIn.asOf, Date.now()))}
                </time>
              )
            }
          />
          <Figure name={text.behind} value={behindText(behind)} />
          {light !== null && <Figure name={text.epoch} value={grouped(Number(light.epoch))} />}
          {light !== null && (
            <Figure
              name={text.certifiedBy}
              value={
                certified === null
                  ? text.notCertified
                  : text.votes(grouped(Number(certified.weight)), grouped(Number(certified.total)))
              }
              hint={certified === null ? text.sinceOpened : text.needed(grouped(Number(light.quorum)))}
            />
          )}
        </dl>
      </div>
    </section>
  );
}

function Figure(props: { readonly name: string; readonly value: string; readonly hint?: React.ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd className="figure">{props.value}</dd>
      {props.hint && <dd className="dim small">{props.hint}</dd>}
    </div>
  );
}

function behindText(behind: string | null): string {
  if (behind === null) return text.behindUnknown;
  return behind === '0' ? text.notBehind : text.behindBy(Number(behind));
}
