import { Button } from '@mantine/core';
import type { MandateView } from '../../../electron/contract/mandates.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { MovementBadge } from '../../components/badge.tsx';
import { problemText } from '../../components/error-notice.tsx';
import { mandateTexts as text } from '../../texts/mandate-texts.ts';

/** Every source of a mandate, whole. */
export function MandateSources(props: {
  readonly mandate: MandateView;
  /** The movement that is shown beside it; null where each is to be decided on, not followed. */
  readonly shown: string | null;
  readonly onShow?: (id: string) => void;
}) {
  const { mandate, shown, onShow } = props;
  return (
    // No landmark: a dialog shows them again beside the panel.
    <div className="mandate-sources">
      <ol className="block" aria-label={text.sources(mandate.sources.length)}>
        {mandate.sources.map((source) => (
          <li key={source.movementId}>
            <div className="block-label">
              <span className="breaks">
                {source.accountAlias} <span className="mono">{source.path}</span>
              </span>
              <Amount units={source.amount} />
            </div>
            <AddressBlocks address={source.address} />
            {source.foreign && <p className="bad-text">{text.foreign}</p>}
            {shown !== null && (
              <div className="row row-wrap mandate-state">
                <MovementBadge state={source.state} />
                {source.problem && <span className="dim small">{problemText(source.problem).what}</span>}
                {source.movementId === shown ? (
                  <span className="dim small toolbar-count">{text.present}</span>
                ) : (
                  onShow && (
                    <Button
                      className="toolbar-count"
                      variant="light"
                      size="compact-xs"
                      aria-label={`${text.see} ${source.accountAlias} ${source.path}`}
                      onClick={() => onShow(source.movementId)}
                    >
                      {text.see}
                    </Button>
                  )
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
