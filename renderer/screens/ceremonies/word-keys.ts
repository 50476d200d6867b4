/** What a key means in a field for one word. */
export type WordKey =
  | { readonly kind: 'mark'; readonly option: number }
  /** Take the marked completion, or the word that stands there, and go on. */
  | { readonly kind: 'take'; readonly leave: 'next' | 'by-itself' }
  | { readonly kind: 'back' | 'close' };

/**
 * @param state completions that are offered (0: none), the one that is marked, and whether the field is empty
 * @returns null where the key is an ordinary one
 */
export function wordKey(
  key: string,
  shift: boolean,
  state: { readonly options: number; readonly marked: number; readonly empty: boolean },
): WordKey | null {
  const { options, marked, empty } = state;
  switch (key) {
    case 'ArrowDown':
      return options > 0 ? { kind: 'mark', option: (marked + 1) % options } : null;
    case 'ArrowUp':
      return options > 0 ? { kind: 'mark', option: (marked - 1 + options) % options } : null;
    case 'Enter':
    case ' ':
      return { kind: 'take', leave: 'next' };
    case 'Tab':
      return shift ? null : { kind: 'take', leave: 'by-itself' };
    case 'Backspace':
      return empty ? { kind: 'back' } : null;
    case 'Escape':
      return options > 0 ? { kind: 'close' } : null;
    default:
      return null;
  }
}
