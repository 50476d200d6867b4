const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

const takesFocus = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && element.checkVisibility();

/** The topmost dialog; without one the detail panel or its list, where the focus was in it; else the screen. */
function homeNow(wasInPanel: boolean): HTMLElement | null {
  const dialogs = document.querySelectorAll<HTMLElement>('[role="dialog"]');
  return (
    dialogs[dialogs.length - 1] ??
    (wasInPanel
      ? (document.querySelector<HTMLElement>('#details:not([data-aside])') ??
        document.querySelector<HTMLElement>('.list-scroll'))
      : null) ??
    document.querySelector<HTMLElement>('#main .screen-scroll') ??
    document.getElementById('main')
  );
}

/**
 * Keeps the focus in the window's parts: where the element that had it goes away or is switched off, the browser would
 * leave it on the page's body, from which neither arrows nor Escape lead anywhere. A button that is only busy gets it
 * back. @returns what ends the keeping
 */
export function keepFocus(): () => void {
  let last: HTMLElement | null = null;
  let wasInPanel = false;
  let stoodIn: HTMLElement | null = null;
  let planned = 0;

  const mend = () => {
    planned = 0;
    // What is gone is let go: nothing that was typed into it stays in memory for this.
    if (last?.isConnected === false) last = null;
    const stillThere = last !== null && takesFocus(last);
    if (stoodIn !== null && document.activeElement === stoodIn && stillThere) {
      last?.focus({ preventScroll: true });
      stoodIn = null;
      return;
    }
    if (!isLost()) return;
    const home = homeNow(wasInPanel);
    if (home === null) return;
    if (!home.hasAttribute('tabindex')) home.tabIndex = -1;
    stoodIn = home;
    home.focus({ preventScroll: true });
  };
  const plan = () => {
    if (planned === 0) planned = requestAnimationFrame(mend);
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === stoodIn) return;
    last = target;
    wasInPanel = target.closest('#details') !== null;
    stoodIn = null;
  };
  // A click on nothing: the person has left what had the focus.
  const onFocusOut = ({ relatedTarget, target }: FocusEvent) => {
    if (relatedTarget !== null) return;
    if (target === last && last !== null && takesFocus(last)) last = null;
    plan();
  };
  const changes = new MutationObserver(plan);
  changes.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('focusout', onFocusOut);
  plan();
  return () => {
    changes.disconnect();
    cancelAnimationFrame(planned);
    document.removeEventListener('focusin', onFocusIn);
    document.removeEventListener('focusout', onFocusOut);
  };
}
