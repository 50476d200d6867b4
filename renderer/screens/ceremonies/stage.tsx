import { type ReactNode, useEffect, useRef } from 'react';
import { guardSecrets } from './guard.ts';

/** The present step, in the middle of the ceremony: what is to be done, why, and the way on. */
export function Stage(props: {
  readonly title: string;
  readonly intro: string;
  /** Nothing here may be copied, dragged or opened in a menu. */
  readonly secret?: boolean;
  readonly children: ReactNode;
}) {
  const part = useRef<HTMLElement>(null);
  const { secret = false } = props;
  useEffect(() => {
    const here = part.current;
    if (here === null) return;
    // A step begins where the person types; where nothing is typed, at its heading.
    if (!here.contains(document.activeElement)) {
      (here.querySelector<HTMLElement>('[data-autofocus]') ?? here.querySelector('h2'))?.focus();
    }
    return secret ? guardSecrets(here) : undefined;
  }, [secret]);
  return (
    <section ref={part} className="stage" aria-label={props.title}>
      <div className="stage-inner">
        <header className="stage-head">
          <h2 tabIndex={-1}>{props.title}</h2>
          {props.intro !== '' && <p className="dim">{props.intro}</p>}
        </header>
        {props.children}
      </div>
    </section>
  );
}
