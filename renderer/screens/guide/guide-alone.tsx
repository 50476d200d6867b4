import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useNavigation } from '../../state/navigation.ts';
import { guideTexts } from '../../texts/guide-texts.ts';
import { GuideScreen } from './guide-screen.tsx';

/** The guide while no treasury is open. */
export function GuideAlone() {
  const { place, go } = useNavigation();
  return (
    <main id="main" className="guide-alone" tabIndex={-1}>
      <GuideScreen
        start={place.screen === 'guide' ? (place.guide ?? null) : null}
        actions={
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={14} aria-hidden />}
            onClick={() => go({ screen: 'dashboard' })}
          >
            {guideTexts.back}
          </Button>
        }
      />
    </main>
  );
}
