import { words } from '../text/words.ts';

/** The six words of a digest, large and numbered, to be read aloud and compared. */
export function WordCode({ code }: { readonly code: readonly string[] }) {
  return (
    <ol className="word-code" aria-label={`${words.common.wordCode}: ${code.join(' ')}`}>
      {code
        .map((word, i) => ({ place: i + 1, word }))
        .map(({ place, word }) => (
          <li key={place}>
            <span>{place}</span>
            <span>{word}</span>
          </li>
        ))}
    </ol>
  );
}
