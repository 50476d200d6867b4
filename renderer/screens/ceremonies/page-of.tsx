import { stageTexts } from '../../texts/ceremony-texts.ts';
import { PAGE, pageCount, type WordPagePlace } from './word-buffer.ts';

/** Which words of how many, in words and as a row of marks. */
export function PageOf({ place, total }: { readonly place: WordPagePlace; readonly total: number }) {
  const page = Math.floor(place.first / PAGE);
  return (
    <p className="page-of" role="status">
      <strong>{stageTexts.enter.group(place.first + 1, place.first + place.count, total)}</strong>
      <span className="page-marks" aria-hidden>
        {Array.from({ length: pageCount(total) }, (_, i) => i).map((i) => (
          <span key={i} data-state={i < page ? 'done' : i === page ? 'now' : 'later'} />
        ))}
      </span>
    </p>
  );
}
