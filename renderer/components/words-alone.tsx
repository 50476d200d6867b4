import { IconCheck, IconX } from '@tabler/icons-react';
import { backupTexts } from '../texts/backup-texts.ts';

const text = backupTexts;

/** What the words of a vault bring back by themselves, and what they do not. */
export function WordsAlone() {
  return (
    <ComesBack
      title={text.wordsTitle}
      lead={text.wordsLead}
      comes={[text.comes, text.comesList]}
      lost={[text.lost, text.lostList]}
    />
  );
}

type Titled = readonly [title: string, lines: readonly string[]];

/** What comes back beside what does not. */
export function ComesBack(props: {
  readonly title: string;
  readonly lead: string;
  readonly comes: Titled;
  readonly lost: Titled;
}) {
  const [comes, comesList] = props.comes;
  const [lost, lostList] = props.lost;
  return (
    <section className="words-alone" aria-label={props.title}>
      <h3>{props.title}</h3>
      <p className="dim">{props.lead}</p>
      <div className="side-by-side">
        <div>
          <strong>{comes}</strong>
          <ul>
            {comesList.map((line) => (
              <li key={line}>
                <IconCheck size={15} aria-hidden />
                {line}
              </li>
            ))}
          </ul>
        </div>
        <div data-lost>
          <strong>{lost}</strong>
          <ul>
            {lostList.map((line) => (
              <li key={line}>
                <IconX size={15} aria-hidden />
                {line}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
