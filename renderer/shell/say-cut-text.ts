/**
 * Text that had to be shortened to its place says itself whole when it is pointed at. Whether it is cut depends on the
 * window's size, so it is looked at then. @returns what ends it
 */
export function sayCutText(): () => void {
  const onOver = ({ target }: MouseEvent) => {
    const line = target instanceof Element ? target.closest<HTMLElement>('.ellipsis') : null;
    if (line === null) return;
    if (line.scrollWidth > line.clientWidth) line.title = (line.textContent ?? '').trim();
    else line.removeAttribute('title');
  };
  document.addEventListener('mouseover', onOver);
  return () => document.removeEventListener('mouseover', onOver);
}
