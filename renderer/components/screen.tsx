import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { placeOfScreen } from '../guide/place-of-screen.ts';
import { useNavigation } from '../state/navigation.ts';
import { guideTexts } from '../texts/guide-texts.ts';
import { ScrollRegion } from './scroll-region.tsx';

/** The frame of a screen: title, one line of meaning, its one primary action, the way to its page of the guide. */
export function ScreenFrame(props: {
  readonly title: string;
  readonly lead: string;
  readonly actions?: ReactNode;
  readonly scroll?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <>
      <header className="screen-head">
        <div className="screen-title">
          <div className="screen-name">
            <h1>{props.title}</h1>
            <ToGuide />
          </div>
          <p>{props.lead}</p>
        </div>
        {props.actions}
      </header>
      {props.scroll ? (
        <ScrollRegion className="screen-body screen-scroll">{props.children}</ScrollRegion>
      ) : (
        <div className="screen-body">{props.children}</div>
      )}
    </>
  );
}

function ToGuide() {
  const { place, go } = useNavigation();
  const { screen } = place;
  if (screen === 'guide') return null;
  return (
    <Tooltip label={guideTexts.hint}>
      <ActionIcon
        size="sm"
        aria-label={guideTexts.about}
        onClick={() => go({ screen: 'guide', guide: placeOfScreen[screen] })}
      >
        <IconHelp size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
