import { Button } from '@mantine/core';
import { IconCheck, IconClockHour4, IconCoins, IconFlask, IconTestPipe } from '@tabler/icons-react';
import { Badge } from '../../components/badge.tsx';
import { texts } from '../../texts/texts.ts';

/** The networks a treasury can be on; those that cannot be made yet say why. */
export function NetworkChoice({ onPractice }: { readonly onPractice: () => void }) {
  const later = [
    { title: texts.setup.testnet, icon: IconTestPipe },
    { title: texts.setup.mainnet, icon: IconCoins },
  ];
  return (
    <section className="stack" aria-label={texts.setup.start}>
      <h2 className="card-title">{texts.setup.start}</h2>
      <div className="setup-cards">
        <article className="choice" data-main>
          <h3>
            <IconFlask size={19} aria-hidden />
            {texts.setup.practice}
          </h3>
          <p>{texts.setup.practiceLead}</p>
          <ul className="stack-tight">
            {texts.setup.practicePoints.map((point) => (
              <li key={point}>
                <IconCheck size={15} aria-hidden />
                {point}
              </li>
            ))}
          </ul>
          <div className="choice-foot">
            <Button size="sm" onClick={onPractice}>
              {texts.setup.practiceChoose}
            </Button>
          </div>
        </article>
        {later.map(({ title, icon: Picture }) => (
          <article key={title} className="choice" data-off>
            <h3>
              <Picture size={19} aria-hidden />
              {title}
            </h3>
            <p className="dim">{texts.setup.laterWhy}</p>
            <div className="choice-foot">
              <Badge icon={IconClockHour4} tone="plain">
                {texts.setup.later}
              </Badge>
            </div>
          </article>
        ))}
      </div>
    </section>
  );
}
