import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { EmptyNote } from '../components/empty-note.tsx';
import { ScreenFrame } from '../components/screen.tsx';
import { FirstSteps } from '../screens/dashboard/first-steps.tsx';
import { useDialogs } from '../state/dialogs.ts';
import type { Screen } from '../state/navigation.ts';
import { texts } from '../texts/texts.ts';

/** In the place of a screen with customers, payees or balances, while nobody is signed in. */
export function SignInToSee({ screen }: { readonly screen: Screen }) {
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <ScreenFrame title={texts.rail[screen]} lead={texts.officer.nobody} scroll>
      {screen === 'dashboard' && <FirstSteps />}
      <EmptyNote icon={IconLock} title={texts.officer.toSee} hint={texts.officer.toSeeHint}>
        <Button onClick={() => show({ kind: 'sign-in' })}>{texts.officer.signInTitle}</Button>
      </EmptyNote>
    </ScreenFrame>
  );
}
