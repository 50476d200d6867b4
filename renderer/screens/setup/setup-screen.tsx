import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBuildingFortress, IconHelp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { later } from '../../components/later.tsx';
import { OtherSettings } from '../../components/other-settings.tsx';
import { NoticeStrips, Toasts } from '../../components/toasts.tsx';
import { useApp } from '../../state/app-context.ts';
import { useNavigation } from '../../state/navigation.ts';
import { guideTexts } from '../../texts/guide-texts.ts';
import { texts } from '../../texts/texts.ts';
import { NetworkChoice } from './network-choice.tsx';
import { RecentTreasuries } from './recent-treasuries.tsx';

const practice = later(async () => (await import('./create-practice.tsx')).CreatePractice);
const join = later(async () => (await import('./join-treasury.tsx')).JoinTreasury);
const restore = later(async () => (await import('./restore-backup.tsx')).RestoreBackup);

/** No treasury is open: start one, or open one. */
export function SetupScreen() {
  const app = useApp();
  const go = useNavigation((navigation) => navigation.go);
  const [step, setStep] = useState<'choose' | 'practice' | 'restore' | 'join'>('choose');
  useEffect(() => {
    const idle = requestIdleCallback(() => {
      practice.prepare();
      restore.prepare();
      join.prepare();
    });
    return () => cancelIdleCallback(idle);
  }, []);
  return (
    <main id="main" className="setup" tabIndex={-1}>
      {app.runtime.kind === 'evaluation' && (
        <div className="evaluation" role="note">
          <IconAlertTriangle size={15} aria-hidden />
          {texts.app.evaluation}
        </div>
      )}
      <NoticeStrips />
      <div className="setup-inner">
        <div className="setup-brand">
          <IconBuildingFortress size={44} stroke={1.3} color="var(--sp-accent)" aria-hidden />
          <div>
            <h1>{texts.setup.title}</h1>
            <p className="dim">{texts.setup.lead}</p>
          </div>
          <Button
            variant="default"
            className="setup-guide"
            leftSection={<IconHelp size={15} aria-hidden />}
            onClick={() => go({ screen: 'guide' })}
          >
            {guideTexts.open}
          </Button>
        </div>
        <Toasts />
        <OtherSettings />
        {step === 'practice' ? (
          <practice.Part onBack={() => setStep('choose')} />
        ) : step === 'join' ? (
          <join.Part onBack={() => setStep('choose')} />
        ) : step === 'restore' ? (
          <restore.Part onBack={() => setStep('choose')} />
        ) : (
          <>
            <NetworkChoice onPractice={() => setStep('practice')} />
            <RecentTreasuries
              recent={app.recent}
              onRestore={() => setStep('restore')}
              onJoin={() => setStep('join')}
            />
          </>
        )}
        <p className="dim small">
          {texts.app.name} {app.version}, {texts.settings.electron} {app.runtime.electron}
        </p>
      </div>
    </main>
  );
}
