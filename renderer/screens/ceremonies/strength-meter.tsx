import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import { stageTexts, strengthAdvice, strengthText } from '../../texts/ceremony-texts.ts';

const text = stageTexts.password;
const REST_MS = 250;
/** From here on a password withstands an attacker who has the file. */
const GOOD = 3;

/**
 * How strong the password in a field is, in words. The password is read from its field for the computation and is not
 * kept; React knows the score only.
 */
export function StrengthMeter({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const [score, setScore] = useState<number | 'measuring' | null>(null);
  useEffect(() => {
    const input = field.current;
    if (input === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let here = true;
    // Loading and building the tables are two turns, before anybody types.
    void import('../../state/strength.ts').then(({ prepareStrength }) => setTimeout(prepareStrength, 0));
    const measure = async () => {
      const { strengthOf } = await import('../../state/strength.ts');
      if (here) setScore(input.value === '' ? null : strengthOf(input.value));
    };
    const onInput = () => {
      clearTimeout(timer);
      setScore(input.value === '' ? null : 'measuring');
      timer = setTimeout(() => void measure(), REST_MS);
    };
    input.addEventListener('input', onInput);
    return () => {
      here = false;
      clearTimeout(timer);
      input.removeEventListener('input', onInput);
    };
  }, [field]);

  const known = typeof score === 'number' ? strengthText[score] : undefined;
  const Picture = typeof score === 'number' && score >= GOOD ? IconShieldCheck : IconAlertTriangle;
  return (
    <div className="strength" role="status" data-good={typeof score === 'number' && score >= GOOD}>
      <span className="strength-bars" aria-hidden>
        {[0, 1, 2, 3, 4].map((i) => (
          <span key={i} data-on={typeof score === 'number' && i <= score} />
        ))}
      </span>
      {known === undefined ? (
        <p className="dim">{score === 'measuring' ? text.measuring : text.unknown}</p>
      ) : (
        <p>
          <Picture size={15} aria-hidden />
          <strong>{known.word}.</strong> {known.means}{' '}
          {typeof score === 'number' && score < GOOD && <span className="dim">{strengthAdvice}</span>}
        </p>
      )}
    </div>
  );
}
