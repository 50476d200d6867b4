import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { type RefObject, useContext, useEffect, useState } from 'react';
import { isPractice } from '../../../electron/core/network-id.ts';
import { GUESSED_WITHIN_A_DAY } from '../../../electron/core/password.ts';
import type { Strength } from '../../../electron/meter/strength.ts';
import { AppContext } from '../../state/app-context.ts';
import { stageTexts, strengthAdvice, strengthText } from '../../texts/ceremony-texts.ts';

const text = stageTexts.password;
const REST_MS = 250;
/** From here on a password withstands an attacker who has the file. */
const GOOD = 3;

/**
 * How strong the password in a field is, in words. The password is read from its field for the computation and is not
 * kept; React knows the measure only.
 */
export function StrengthMeter({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const network = useContext(AppContext)?.treasury?.network;
  const [strength, setStrength] = useState<Strength | 'measuring' | null>(null);
  useEffect(() => {
    const input = field.current;
    if (input === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let here = true;
    // Loading and building the tables are two turns, before anybody types.
    void import('../../../electron/meter/strength.ts').then(({ prepareStrength }) =>
      setTimeout(prepareStrength, 0),
    );
    const measure = async () => {
      const { strengthOf } = await import('../../../electron/meter/strength.ts');
      if (here) setStrength(input.value === '' ? null : strengthOf(input.value));
    };
    const onInput = () => {
      clearTimeout(timer);
      setStrength(input.value === '' ? null : 'measuring');
      timer = setTimeout(() => void measure(), REST_MS);
    };
    input.addEventListener('input', onInput);
    return () => {
      here = false;
      clearTimeout(timer);
      input.removeEventListener('input', onInput);
    };
  }, [field]);

  const measured = typeof strength === 'object' ? strength : null;
  const score = measured?.score ?? null;
  const refused =
    network !== undefined &&
    !isPractice(network) &&
    measured !== null &&
    measured.guesses < GUESSED_WITHIN_A_DAY;
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
        <p className="dim">{strength === 'measuring' ? text.measuring : text.unknown}</p>
      ) : (
        <p>
          <Picture size={15} aria-hidden />
          <strong>{known.word}.</strong> {known.means} {refused && `${text.refused} `}
          {typeof score === 'number' && score < GOOD && <span className="dim">{strengthAdvice}</span>}
        </p>
      )}
    </div>
  );
}
