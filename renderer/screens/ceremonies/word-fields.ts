import { guardSecrets } from './guard.ts';
import { selectsText, wordKey } from './word-keys.ts';
import { completionsOf, MOST_COMPLETIONS, numberOfWord, type WordList, wordOfNumber } from './word-list.ts';

export interface WordFieldEvents {
  /** Somebody typed into the field at this place (from 0 within the fields). */
  readonly edited: (place: number) => void;
  /** A field was left with something that is not a word of the list. */
  readonly unknown: (place: number) => void;
  /** Enter in the last field. */
  readonly finished: () => void;
}

/** Fields for words. What is typed lives in the input elements and nowhere else. */
export interface WordFields {
  /** A number for each field, null for an empty one, -1 for what is not in the list. */
  read(): readonly (number | null)[];
  set(place: number, number: number): void;
  focus(place: number): void;
  /** Empties every field and takes all listeners off. */
  end(): void;
}

/**
 * Makes a combobox of every `input` of a part of the page, each followed by its empty `[role=listbox]`. Written without
 * React, whose memory would keep what is typed: completions are elements made here and thrown away here, and their
 * texts are the list's own strings.
 *
 * No word is ever selected: on Linux a selection is open to every program at once. The fields are therefore one stop of
 * the Tab key, since a field that Tab reaches by itself is selected; within them the keys are handled here.
 */
export function attachWordFields(part: HTMLElement, list: WordList, on: WordFieldEvents): WordFields {
  const inputs = [...part.querySelectorAll('input')];
  const listOf = (input: HTMLInputElement) => input.parentElement!.querySelector('[role="listbox"]')!;
  const placeOf = (target: EventTarget | null) => inputs.indexOf(target as HTMLInputElement);
  let marked = 0;

  const close = (input: HTMLInputElement) => {
    listOf(input).replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const options = (input: HTMLInputElement) => [...listOf(input).children] as HTMLElement[];
  const mark = (input: HTMLInputElement, option: number) => {
    marked = option;
    for (const [i, element] of options(input).entries()) {
      element.setAttribute('aria-selected', String(i === option));
      if (i === option) input.setAttribute('aria-activedescendant', element.id);
    }
  };
  const offer = (input: HTMLInputElement) => {
    const found = completionsOf(list, input.value);
    const whole = found.length === 1 && numberOfWord(list, input.value) !== null;
    if (found.length === 0 || whole) return close(input);
    listOf(input).replaceChildren(
      ...found.slice(0, MOST_COMPLETIONS).map((word, i) => {
        const option = document.createElement('div');
        option.id = `${input.id}-option-${i}`;
        option.setAttribute('role', 'option');
        option.textContent = word;
        return option;
      }),
    );
    input.setAttribute('aria-expanded', 'true');
    mark(input, 0);
  };
  const take = (input: HTMLInputElement, option: number) => {
    const word = options(input)[option]?.textContent;
    if (word) input.value = word;
    close(input);
  };
  const goTo = (place: number) => {
    const input = inputs[place];
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  };

  const onInput = (event: Event) => {
    const place = placeOf(event.target);
    if (place === -1) return;
    on.edited(place);
    offer(inputs[place]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = placeOf(event.target);
    const input = inputs[place];
    if (input === undefined) return;
    if (selectsText(event.key, event.shiftKey)) event.preventDefault();
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const count = options(input).length;
    const meant = wordKey(event.key, event.shiftKey, { options: count, marked, empty: input.value === '' });
    if (meant === null) return;
    const last = place + 1 === inputs.length;
    const leaves =
      (meant.kind === 'take' && meant.behind === 'out' && last) ||
      (meant.kind === 'back' && meant.before === 'out' && place === 0);
    if (!leaves) event.preventDefault();
    switch (meant.kind) {
      case 'mark':
        return mark(input, meant.option);
      case 'close':
        event.stopPropagation();
        return close(input);
      case 'back':
        return goTo(place - 1);
      case 'take':
        if (count > 0) take(input, marked);
        if (!last) goTo(place + 1);
        else if (event.key === 'Enter') on.finished();
    }
  };
  const onFocusIn = (event: FocusEvent) => {
    part.tabIndex = -1;
    if (event.target === part)
      goTo(
        Math.max(
          0,
          inputs.findIndex(({ value }) => value === ''),
        ),
      );
  };
  const onFocusOut = (event: FocusEvent) => {
    if (!(event.relatedTarget instanceof Node && part.contains(event.relatedTarget))) part.tabIndex = 0;
    const place = placeOf(event.target);
    const input = inputs[place];
    if (input === undefined) return;
    const [only, another] = completionsOf(list, input.value);
    if (only !== undefined && another === undefined) input.value = only;
    close(input);
    if (input.value.trim() !== '' && numberOfWord(list, input.value) === null) on.unknown(place);
  };
  const onMouseDown = (event: MouseEvent) => {
    const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
    const input = option?.closest('.word-field')?.querySelector('input');
    if (placeOf(event.target) !== -1) {
      event.preventDefault();
      goTo(placeOf(event.target));
    }
    if (!option || !input) return;
    event.preventDefault();
    take(input, options(input).indexOf(option as HTMLElement));
    goTo(Math.min(placeOf(input) + 1, inputs.length - 1));
  };
  // Words come from paper: a clipboard that has them has given them away already.
  const onPaste = (event: Event) => event.preventDefault();

  for (const input of inputs) input.tabIndex = -1;
  part.tabIndex = 0;
  part.addEventListener('input', onInput);
  part.addEventListener('keydown', onKeyDown);
  part.addEventListener('focusin', onFocusIn);
  part.addEventListener('focusout', onFocusOut);
  part.addEventListener('mousedown', onMouseDown);
  part.addEventListener('paste', onPaste);
  const endGuard = guardSecrets(part);

  return {
    read: () => inputs.map(({ value }) => (value.trim() === '' ? null : (numberOfWord(list, value) ?? -1))),
    set: (place, number) => {
      const input = inputs[place];
      if (input) input.value = wordOfNumber(list, number);
    },
    focus: goTo,
    end: () => {
      part.removeEventListener('input', onInput);
      part.removeEventListener('keydown', onKeyDown);
      part.removeEventListener('focusin', onFocusIn);
      part.removeEventListener('focusout', onFocusOut);
      part.removeEventListener('mousedown', onMouseDown);
      part.removeEventListener('paste', onPaste);
      endGuard();
      for (const input of inputs) {
        close(input);
        input.value = '';
      }
    },
  };
}
