import { IconCheck, IconX } from '@tabler/icons-react';
import { backupTexts } from '../texts/backup-texts.ts';

const text = backupTexts;

/** What the words of a vault bring back by themselves, and what they do not. */
export function WordsAlone() {
  return (
    <section className="words-alone" aria-label={text.wordsTitle}>
      <h3>{text.wordsTitle}</h3>
      <p className="dim">{text.wordsLead}</p>
      <div className="side-by-side">
        <div>
          <strong>{text.comes}</strong>
          <ul>
            {text.comesList.map((line) => (
              <li key={line}>
                <IconCheck size={15} aria-hidden />
                {line}
              </li>
            ))}
          </ul>
        </div>
        <div data-lost>
          <strong>{text.lost}</strong>
          <ul>
            {text.lostList.map((line) => (
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
