import { IconNetworkOff } from '@tabler/icons-react';
import type { NetworkView } from '../../../electron/contract/network.ts';
import { EmptyNote } from '../../components/empty-note.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { Starting } from '../../components/starting.tsx';
import { useTreasury } from '../../state/app-context.ts';
import { useReading } from '../../state/use-reading.ts';
import { networkTexts as text } from '../../texts/network-texts.ts';
import { Committee } from './committee.tsx';
import { Endpoints } from './endpoints.tsx';
import { HistoryMissing } from './history-missing.tsx';
import { LastProven } from './last-proven.tsx';
import { Standing } from './standing.tsx';
import { TrustRoot } from './trust-root.tsx';
import { UnseenTime } from './unseen-time.tsx';

/** Checkpoints without anything of ours are told of to nobody: this screen looks by itself, milliseconds. */
const LOOK_MS = 2_000;

/** What all figures rest on. Everybody sees it: nothing of customers is in it. */
export function NetworkScreen() {
  const { node } = useTreasury();
  const { value, problem, retry } = useReading('network.read', node === null ? null : {}, ['app'], {
    every: LOOK_MS,
  });
  return (
    <ScreenFrame title={text.title} lead={text.lead} scroll>
      {problem !== null && <ErrorNotice problem={problem} onRetry={retry} />}
      {node === null ? (
        <EmptyNote icon={IconNetworkOff} title={text.none} hint={text.noneHint} />
      ) : value !== null ? (
        <Cards view={value} />
      ) : (
        problem === null && <Starting />
      )}
    </ScreenFrame>
  );
}

const Cards = ({ view }: { readonly view: NetworkView }) => (
  <div className="dash network">
    <Standing view={view} />
    <HistoryMissing view={view} />
    <UnseenTime skipped={view.skipped} />
    <Endpoints endpoints={view.endpoints} history={view.history} />
    <LastProven view={view} />
    <TrustRoot view={view} />
    <Committee view={view} />
  </div>
);
