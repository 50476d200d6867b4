import { texts } from '../texts/texts.ts';
import { numbered } from './numbered.ts';

/** The six words of a digest, large and numbered, to be read aloud and compared. */
export function WordCode({ code }: { readonly code: readonly string[] }) {
  return (
    <ol className="word-code" aria-label={`${texts.common.wordCode}: ${code.join(' ')}`}>
      {numbered(code).map(({ place, item }) => (
        <li key={place}>
          <span>{place}</span>
          <span>{item}</span>
        </li>
      ))}
    </ol>
  );
}
