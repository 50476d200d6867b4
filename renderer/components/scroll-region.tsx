import type { ReactNode, Ref } from 'react';

/** A part of a page that scrolls, reached by Tab, so that the keyboard can scroll it too. */
export function ScrollRegion(props: {
  readonly className: string;
  /** Makes it a landmark of that name. Without one it belongs to what stands around it. */
  readonly label?: string;
  readonly ref?: Ref<HTMLElement>;
  readonly children: ReactNode;
}) {
  const { className, label, ref, children } = props;
  const Tag = label === undefined ? 'div' : 'section';
  return (
    <Tag ref={ref as Ref<HTMLDivElement>} className={className} aria-label={label} tabIndex={0}>
      {children}
    </Tag>
  );
}
