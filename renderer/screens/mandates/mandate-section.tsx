import { Button, Progress } from '@mantine/core';
import type { MandateView } from '../../../electron/contract/mandates.ts';
import type { MovementState } from '../../../electron/contract/movements.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { Facts, Section } from '../../components/panel.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { mandateTexts as text } from '../../texts/mandate-texts.ts';
import { movementStateText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { MandateSources } from './mandate-sources.tsx';

/** States in which something is left to do, the most urgent first. */
const waiting: readonly MovementState[] = ['proposed', 'approved', 'queued', 'signed', 'sent', 'stopped'];

/** What a movement is approved by, together with others: how far all of it is, and what it says. */
export function MandateSection(props: {
  readonly mandate: MandateView;
  readonly shown: string;
  readonly onShow: (id: string) => void;
}) {
  const { mandate, shown, onShow } = props;
  const { sources, done, ended } = mandate;
  const all = sources.length;
  const inState = (state: MovementState) => sources.filter((source) => source.state === state);
  const rest = waiting.flatMap(inState);
  const next = rest.find(({ state }) => state === 'proposed' || state === 'approved');
  const isShownOver = !rest.some(({ movementId }) => movementId === shown);
  return (
    <Section title={text.title(mandate.kind, all)} hint={text.hint}>
      <div className="stack">
        <div className="stack-tight" role="status">
          <div className="row row-wrap">
            <strong className="figure">{text.progress(done, all)}</strong>
            <span className="dim small">
              {[
                ...waiting.flatMap((state) => {
                  const count = inState(state).length;
                  return count === 0 ? [] : [text.waits(count, movementStateText[state].word)];
                }),
                ...(ended === 0 ? [] : [text.ended(ended)]),
              ].join(', ')}
            </span>
          </div>
          <Progress value={(100 * done) / all} color="var(--sp-good)" aria-label={text.progress(done, all)} />
        </div>
        {isShownOver && next && (
          <div>
            <Button variant="light" size="compact-sm" onClick={() => onShow(next.movementId)}>
              {text.next}
            </Button>
          </div>
        )}
        <div className="code-box stack-tight">
          <WordCode code={mandate.wordCode} />
          <p className="small dim">{text.codeHint}</p>
        </div>
        <Facts
          of={[
            [text.total, <Amount key="total" units={mandate.total} />],
            [text.feeAtMost, <Amount key="fee" units={mandate.feeAtMost} />],
            [text.moved, <Amount key="moved" units={mandate.moved} />],
            [text.feesPaid, <Amount key="paid" units={mandate.feesPaid} />],
            [text.unusedFees, <Amount key="unused" units={mandate.unusedFees} />],
            [text.expires, <FullMoment key="until" at={mandate.expiresAt} />],
          ]}
        />
        <div className="block">
          <div>
            <div className="block-label">{text.destination(mandate.destinationVaultName)}</div>
            <AddressBlocks address={mandate.destination} label={texts.movements.pays} />
          </div>
        </div>
        <MandateSources mandate={mandate} shown={shown} onShow={onShow} />
      </div>
    </Section>
  );
}
