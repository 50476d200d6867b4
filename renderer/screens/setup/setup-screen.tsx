import { IconAlertTriangle, IconBuildingFortress } from '@tabler/icons-react';
import { useState } from 'react';
import { useApp } from '../../state/app-context.ts';
import { words } from '../../text/words.ts';
import { CreatePractice } from './create-practice.tsx';
import { NetworkChoice } from './network-choice.tsx';
import { RecentTreasuries } from './recent-treasuries.tsx';

/** No treasury is open: start one, or open one. */
export function SetupScreen() {
  const app = useApp();
  const [step, setStep] = useState<'choose' | 'practice'>('choose');
  return (
    <main className="setup">
      {app.runtime.kind === 'evaluation' && (
        <div className="evaluation" role="note">
          <IconAlertTriangle size={15} aria-hidden />
          {words.app.evaluation}
        </div>
      )}
      <div className="setup-inner">
        <div className="setup-brand">
          <IconBuildingFortress size={44} stroke={1.3} color="var(--sp-accent)" aria-hidden />
          <div>
            <h1>{words.setup.title}</h1>
            <p className="dim">{words.setup.lead}</p>
          </div>
        </div>
        {step === 'practice' ? (
          <CreatePractice onBack={() => setStep('choose')} />
        ) : (
          <>
            <NetworkChoice onPractice={() => setStep('practice')} />
            <RecentTreasuries recent={app.recent} />
          </>
        )}
        <p className="dim small">
          {words.app.name} {app.version}, {words.settings.electron} {app.runtime.electron}
        </p>
      </div>
    </main>
  );
}
