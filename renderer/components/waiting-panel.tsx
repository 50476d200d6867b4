import { Skeleton } from '@mantine/core';
import type { Problem } from '../state/call.ts';
import { texts } from '../texts/texts.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Panel } from './panel.tsx';

/** The detail panel while its record is read for the first time, or says why it cannot be read. */
export function WaitingPanel(props: {
  readonly label: string;
  readonly reading: { readonly problem: Problem | null; readonly retry: () => void };
  readonly onClose: () => void;
}) {
  const { label, reading, onClose } = props;
  return (
    <Panel label={label} title={<h2>{label}</h2>} onClose={onClose}>
      {reading.problem ? (
        <ErrorNotice problem={reading.problem} onRetry={reading.retry} />
      ) : (
        <div className="stack" role="status" aria-label={texts.common.loading}>
          <Skeleton height={84} />
          <Skeleton height={120} />
          <Skeleton height={160} />
        </div>
      )}
    </Panel>
  );
}
