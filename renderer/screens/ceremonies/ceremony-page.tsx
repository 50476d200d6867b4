import { Loader } from '@mantine/core';
import type { CeremonyView, StepView } from '../../../electron/contract/ceremony.ts';
import { assertNever } from '../../../electron/core/result.ts';
import { Toasts } from '../../components/toasts.tsx';
import { ceremonyText, stageTexts, stepText } from '../../texts/ceremony-texts.ts';
import { BackupStep } from './backup-step.tsx';
import { EndStep } from './end-step.tsx';
import { EntropyStep } from './entropy-step.tsx';
import { FileStep } from './file-step.tsx';
import { KnownPanel } from './known-panel.tsx';
import { LabelStep } from './label-step.tsx';
import { LibraryStep } from './library-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { AddressStep, MovesStep, RetireStep, SplitStep } from './plain-steps.tsx';
import { ReenterShareStep, ReenterWordsStep } from './reenter-step.tsx';
import { RehearseStep } from './rehearse-step.tsx';
import { SearchStep } from './search-step.tsx';
import { ShowShareStep, ShowWordsStep } from './show-step.tsx';
import { SignStep } from './sign-step.tsx';
import { Stage } from './stage.tsx';
import { screenOf, stepNow } from './step-lines.ts';
import { Stepper } from './stepper.tsx';

/** The ceremony under way, and nothing else on the screen. */
export function CeremonyPage({ view }: { readonly view: CeremonyView }) {
  return (
    <div className="ceremony" data-ceremony>
      <nav className="ceremony-side" aria-label={stageTexts.nav}>
        <h1>{ceremonyText[view.plan.kind].name}</h1>
        <Stepper view={view} />
        <Toasts />
      </nav>
      <PresentStep view={view} />
      <KnownPanel view={view} />
    </div>
  );
}

/** Another screen is another component: what the one before had is emptied and let go. */
function PresentStep({ view }: { readonly view: CeremonyView }) {
  if (view.status === 'ended') return <EndStep view={view} />;
  if (view.status === 'signing') return <SignStep view={view} />;
  const step = stepNow(view);
  if (step === null) return <Waiting title={stageTexts.nav} />;
  return <StepScreen key={screenOf(step)} view={view} step={step} />;
}

function StepScreen({ view, step }: { readonly view: CeremonyView; readonly step: StepView }) {
  switch (step.step) {
    case 'entropy-mixed':
      return <EntropyStep />;
    case 'words-shown':
      return <ShowWordsStep view={view} step={step} />;
    case 'words-reentered':
      return <ReenterWordsStep view={view} />;
    case 'secret-split':
      return <SplitStep view={view} />;
    case 'share-shown':
      return <ShowShareStep view={view} step={step} />;
    case 'share-reentered':
      return <ReenterShareStep view={view} step={step} />;
    case 'sheets-labelled':
      return <LabelStep view={view} />;
    case 'words-rehearsed':
      return <RehearseStep kind="words" />;
    case 'shares-rehearsed':
      return <RehearseStep kind="shares" />;
    case 'password-set':
    case 'vault-written':
      return <PasswordStep view={view} />;
    case 'backup-entered':
      return <BackupStep view={view} />;
    case 'vault-proven':
      return <OtherVault view={view} />;
    case 'file-opened':
      return <FileStep />;
    case 'address-proven':
      return <AddressStep view={view} />;
    case 'accounts-searched':
      return <SearchStep view={view} />;
    case 'library-asked':
      return <LibraryStep view={view} />;
    case 'sweep-prepared':
      return <MovesStep view={view} />;
    case 'old-vault-retired':
      return <RetireStep view={view} />;
    case 'officers-present':
    case 'backup-answered':
      return <Waiting title={stepText[step.step]} />;
    default:
      return assertNever(step.step);
  }
}

/** The words typed are those of another vault: this ceremony cannot go on with them. */
function OtherVault({ view }: { readonly view: CeremonyView }) {
  const text = stageTexts.proof;
  return (
    <Stage title={text.title} intro={text.intro(view.vault?.name ?? '')}>
      <p className="stage-say">{text.next}</p>
    </Stage>
  );
}

/** A step that the program does by itself. */
function Waiting({ title }: { readonly title: string }) {
  return (
    <Stage title={title} intro={stageTexts.waiting}>
      <Loader size="sm" />
    </Stage>
  );
}
