/** What a key means in a field for one word. */
type WordKey =
  | { readonly kind: 'mark'; readonly option: number }
  /** Take the marked completion, or the word that is there, and go on; `out`: behind the last field out of them. */
  | { readonly kind: 'take'; readonly behind: 'finish' | 'out' }
  /** To the field before; `out`: from the first one out of them. */
  | { readonly kind: 'back'; readonly before: 'stay' | 'out' }
  | { readonly kind: 'close' };

/** Keys that select text when they are pressed with shift. */
const selecting = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];

/** Whether a key selects text: on Linux whatever a person selects is for every program to read at once. */
export const selectsText = (key: string, shift: boolean): boolean => shift && selecting.includes(key);

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
      return { kind: 'take', behind: 'finish' };
    case 'Tab':
      return shift ? { kind: 'back', before: 'out' } : { kind: 'take', behind: 'out' };
    case 'Backspace':
      return empty ? { kind: 'back', before: 'stay' } : null;
    case 'Escape':
      return options > 0 ? { kind: 'close' } : null;
    default:
      return null;
  }
}
