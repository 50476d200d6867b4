import { Skeleton } from '@mantine/core';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FreezeButton } from '../../components/freeze-button.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { useActing } from '../../state/acting.ts';
import { useReading } from '../../state/use-reading.ts';
import { texts } from '../../texts/texts.ts';
import { BackupNote } from './backup-note.tsx';
import { Charts } from './charts.tsx';
import { ColdCard, HotCard, WaitsCard } from './figures.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LatestDeposits, LatestJournal, PendingMovements } from './latest.tsx';

/** What the treasury has, what waits for me, what is on its way. */
export function DashboardScreen() {
  const dashboard = useReading(
    'dashboard.read',
    { as: useActing() },
    ['app', 'accounts', 'deposits', 'movements', 'journal'],
    { keepOther: true },
  );
  const view = dashboard.value;
  return (
    <ScreenFrame
      title={texts.dashboard.title}
      lead={texts.dashboard.lead}
      scroll
      actions={<FreezeButton vaultId={null} />}
    >
      {dashboard.problem && <ErrorNotice problem={dashboard.problem} onRetry={dashboard.retry} />}
      <BackupNote />
      <FirstSteps />
      {view === null ? (
        dashboard.problem === null && <DashboardSkeleton />
      ) : (
        <div className="dash">
          <HotCard view={view} />
          <ColdCard view={view} />
          <WaitsCard />
          <PendingMovements rows={view.pending} />
          <LatestDeposits view={view} />
          <Charts />
          <LatestJournal rows={view.recent} />
        </div>
      )}
    </ScreenFrame>
  );
}

function DashboardSkeleton() {
  return (
    <div className="dash" role="status" aria-label={texts.common.loading}>
      <Skeleton className="span-6" height={176} />
      <Skeleton className="span-3" height={176} />
      <Skeleton className="span-3" height={176} />
      <Skeleton className="span-7" height={320} />
      <Skeleton className="span-5" height={320} />
    </div>
  );
}
