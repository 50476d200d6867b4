import { Button, CloseButton, SegmentedControl } from '@mantine/core';
import { IconCheck, IconPuzzle } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { missingShares } from '../../../electron/core/ceremony/slip39/missing-shares.ts';
import { readShareNumbers, type ShareView } from '../../../electron/core/ceremony/slip39/read-share.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { numbered } from '../../components/numbered.ts';
import { PasswordField } from '../../components/password-field.tsx';
import type { Problem } from '../../state/call.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { missingLines, progressWith } from './shares-progress.ts';
import { WordPages } from './word-pages.tsx';

const text = stageTexts.shares;
/** Words of a share of 256 and of 128 bits. */
const lengths = [33, 20] as const;

/**
 * Shares, typed one after the other until they are enough. Each is kept as numbers in memory of its own, which is wiped
 * when it is left out and on unmounting; what React knows of a share is everything but its value.
 */
export function SharesForm(props: {
  readonly busy: boolean;
  readonly submit: string;
  /** Whether the set may have been made by another tool, which may have asked for a passphrase. */
  readonly foreign?: boolean;
  /** Gets exactly the shares that are needed, which stay until unmounting, and the field of the passphrase where there is one. */
  readonly onAll: (shares: Uint16Array[], passphrase: HTMLInputElement | null) => void;
}) {
  const entered = useRef<Uint16Array[]>([]);
  const [views, setViews] = useState<readonly ShareView[]>([]);
  const [length, setLength] = useState<number>(lengths[0]);
  const [turn, setTurn] = useState(1);
  const [problem, setProblem] = useState<Problem | null>(null);
  const passphrase = useRef<HTMLInputElement>(null);

  useEffect(
    () => () => {
      for (const share of entered.current) share.fill(0);
      entered.current = [];
    },
    [],
  );

  const add = (numbers: Uint16Array) => {
    const view = readShareNumbers(numbers);
    const progress = view.ok ? progressWith(views, view.value) : view;
    if (!view.ok || !progress.ok) {
      const refusal = progress.ok ? null : progress;
      setProblem(refusal && { code: refusal.code, message: refusal.message });
      return;
    }
    setProblem(null);
    entered.current.push(Uint16Array.from(numbers));
    setViews([...views, view.value]);
    setTurn(turn + 1);
  };
  const remove = (place: number) => {
    entered.current[place]?.fill(0);
    entered.current.splice(place, 1);
    setViews(views.filter((_, i) => i !== place));
    setProblem(null);
  };

  const progress = views.length === 0 ? null : missingShares(views);
  const known = progress?.ok ? progress.value : null;
  return (
    <div className="stack">
      <section className="share-progress" aria-label={text.have}>
        <h3>{text.have}</h3>
        {known === null ? (
          <p className="dim">{text.none}</p>
        ) : (
          <>
            <ul className="share-list">
              {numbered(views).map(({ place, item: view }) => {
                const name = text.item(view.groupIndex + 1, view.memberIndex + 1, view.groupCount);
                return (
                  <li key={place}>
                    <IconPuzzle size={15} aria-hidden />
                    {name}
                    <CloseButton
                      size="sm"
                      aria-label={text.remove(name)}
                      disabled={props.busy}
                      onClick={() => remove(place - 1)}
                    />
                  </li>
                );
              })}
            </ul>
            <p className="share-missing" role="status">
              {known.complete && <IconCheck size={16} aria-hidden />}
              {missingLines(known).join('. ')}
            </p>
          </>
        )}
      </section>
      {known?.complete ? (
        <>
          {props.foreign && (
            <PasswordField
              field={passphrase}
              practice={null}
              label={text.passphrase}
              hint={text.passphraseHint}
            />
          )}
          <div className="stage-foot">
            <Button
              size="md"
              loading={props.busy}
              onClick={() => {
                const shares = known.use.map((place) => entered.current[place]!);
                props.onAll(shares, passphrase.current);
              }}
            >
              {props.submit}
            </Button>
          </div>
        </>
      ) : (
        <section className="stack" aria-label={text.entry(views.length + 1)}>
          <div className="spread">
            <h3>{text.entry(views.length + 1)}</h3>
            {views.length === 0 && (
              <SegmentedControl
                aria-label={text.wordsOf}
                value={`${length}`}
                onChange={(value) => setLength(Number(value))}
                data={lengths.map((n) => ({ value: `${n}`, label: stageTexts.backup.nWords(n) }))}
              />
            )}
          </div>
          <WordPages
            key={`${turn} ${length}`}
            list="share"
            total={length}
            busy={props.busy}
            submit={text.add}
            onAll={add}
          />
          {problem && <ErrorNotice problem={problem} />}
        </section>
      )}
    </div>
  );
}
