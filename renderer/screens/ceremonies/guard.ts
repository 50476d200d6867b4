const refused = ['copy', 'cut', 'contextmenu', 'dragstart', 'drop', 'dragover'] as const;

const refuseIt = (event: Event) => event.preventDefault();

/** Nothing of this part of the page goes to the clipboard, into a menu or by the mouse elsewhere. @returns its end */
export function guardSecrets(part: HTMLElement): () => void {
  for (const kind of refused) part.addEventListener(kind, refuseIt);
  return () => {
    for (const kind of refused) part.removeEventListener(kind, refuseIt);
  };
}

/**
 * Lets the engine forget the text that it last searched: a regular expression keeps its last subject until the next
 * one matches.
 */
export function forgetLastMatch(): void {
  /^$/.exec('');
}
