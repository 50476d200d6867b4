import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import type { WordPagePlace } from './word-buffer.ts';
import { attachWordFields, type WordFields } from './word-fields.ts';
import type { WordList } from './word-list.ts';

type Mark = 'unknown' | 'missing' | 'wrong';
const text = stageTexts.enter;

/**
 * Up to six fields for words. Only words of the list leave it, as numbers; on unmounting every field is emptied.
 * Whoever shows another page gives it another key.
 */
export function WordPage(props: {
  readonly list: WordList;
  readonly place: WordPagePlace;
  /** Words typed before, to be corrected. */
  readonly numberAt?: (place: number) => number | null;
  /** Places, counted like `place.first`, that are not what was shown. */
  readonly wrong?: readonly number[];
  readonly busy: boolean;
  readonly submit: string;
  /** Gets numbers that the caller wipes. */
  readonly onSubmit: (numbers: Uint16Array) => void;
  /** Keeps what is in the fields when the page is left by another way; null for fields without a word. */
  readonly onLeave?: (numbers: readonly (number | null)[]) => void;
  /** Buttons beside the submitting one; they get a function that keeps the fields first. */
  readonly beside?: (leave: () => void) => ReactNode;
}) {
  const { list, place, wrong } = props;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const part = useRef<HTMLFieldSetElement>(null);
  const fields = useRef<WordFields | null>(null);
  const first = useRef(props);
  const [marks, setMarks] = useState<ReadonlyMap<number, Mark>>(new Map());

  const markOne = useCallback((at: number, mark: Mark | null) => {
    setMarks((before) => {
      if ((before.get(at) ?? null) === mark) return before;
      const next = new Map(before);
      if (mark === null) next.delete(at);
      else next.set(at, mark);
      return next;
    });
  }, []);

  useEffect(() => {
    const attached = attachWordFields(part.current!, list, {
      edited: (at) => markOne(at, null),
      unknown: (at) => markOne(at, 'unknown'),
      finished: () => form.current?.requestSubmit(),
    });
    fields.current = attached;
    const { numberAt, place: at, wrong: faulty } = first.current;
    for (let i = 0; i < at.count; i += 1) {
      const number = numberAt?.(at.first + i) ?? null;
      if (number !== null) attached.set(i, number);
    }
    const start = faulty?.[0] === undefined ? 0 : faulty[0] - at.first;
    attached.focus(Math.max(0, start));
    return () => attached.end();
  }, [list, markOne]);

  useEffect(() => {
    if (wrong === undefined) return;
    setMarks(new Map(wrong.map((at) => [at - place.first, 'wrong' as const])));
    const [at] = wrong;
    if (at !== undefined) fields.current?.focus(at - place.first);
  }, [wrong, place.first]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (props.busy || fields.current === null) return;
    const read = fields.current.read();
    const faults = read.flatMap((number, at): [number, Mark][] =>
      number === null ? [[at, 'missing']] : number === -1 ? [[at, 'unknown']] : [],
    );
    setMarks(new Map(faults));
    const [fault] = faults;
    if (fault) return fields.current.focus(fault[0]);
    props.onSubmit(Uint16Array.from(read, (number) => number ?? 0));
  };
  const leave = () =>
    props.onLeave?.((fields.current?.read() ?? []).map((number) => (number === -1 ? null : number)));

  return (
    <form ref={form} className="stack" onSubmit={submit} autoComplete="off">
      <fieldset ref={part} className="word-fields" aria-label={text.fields}>
        {Array.from({ length: place.count }, (_, i) => i).map((i) => {
          const number = place.first + i + 1;
          const mark = marks.get(i);
          return (
            <div key={number} className="word-field" data-mark={mark}>
              <label htmlFor={`${id}-${i}`} aria-hidden>
                {number}
              </label>
              <input
                id={`${id}-${i}`}
                type="text"
                role="combobox"
                aria-label={text.field(number)}
                aria-autocomplete="list"
                aria-expanded={false}
                aria-controls={`${id}-${i}-list`}
                aria-invalid={mark !== undefined}
                aria-describedby={`${id}-${i}-mark`}
                autoComplete="off"
                autoCorrect="off"
                autoCapitalize="off"
                spellCheck={false}
                maxLength={24}
              />
              <div id={`${id}-${i}-list`} role="listbox" aria-label={text.completions(number)} />
              <span id={`${id}-${i}-mark`} className="word-mark">
                {mark !== undefined && (
                  <>
                    <IconAlertTriangle size={14} aria-hidden />
                    {text[mark]}
                  </>
                )}
              </span>
            </div>
          );
        })}
      </fieldset>
      <p className="dim small">{text.keys}</p>
      <div className="stage-foot" data-next-first>
        <Button size="md" type="submit" loading={props.busy}>
          {props.submit}
        </Button>
        {props.beside?.(leave)}
      </div>
    </form>
  );
}
