import { Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useApp } from '../state/app-context.ts';
import { texts } from '../texts/texts.ts';
import { shownShare } from './shown-share.ts';

const STEP_MS = 100;
/** Where no estimate is there yet. */
const USUAL_MS = 1000;

/**
 * What is being done while file keys are derived, and how far it may have come. The derivation itself tells nothing
 * while it works, so that it is compared with the estimate for this machine.
 */
export function KeyProgress(props: {
  readonly busy: boolean;
  /** How many keys are derived, one after the other. */
  readonly keys: number;
  readonly children: string;
}) {
  return (
    <div className="key-progress grow" role="status">
      {props.busy && <Running keys={props.keys}>{props.children}</Running>}
    </div>
  );
}

function Running({ keys, children }: { readonly keys: number; readonly children: string }) {
  const { keyMs } = useApp();
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => setElapsed(performance.now() - start), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  const expected = (keyMs ?? USUAL_MS) * keys;
  return (
    <>
      <span className="dim">
        {children} {keyMs !== null && texts.common.about(Math.ceil(expected / 1000))}
      </span>
      <Progress
        value={100 * shownShare(elapsed / expected)}
        size="sm"
        aria-label={children}
        transitionDuration={STEP_MS}
      />
    </>
  );
}
