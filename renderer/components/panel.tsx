import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { texts } from '../texts/texts.ts';
import { ScrollRegion } from './scroll-region.tsx';

const pagesOf: Readonly<Record<string, number>> = { PageDown: 1, PageUp: -1 };

/** The detail panel at the right of a list; in a small window it lies over the list's right part until it is closed. */
export function Panel(props: {
  readonly label: string;
  readonly title?: ReactNode;
  readonly onClose?: () => void;
  readonly foot?: ReactNode;
  /** Nothing was asked for: a small window shows the list instead. */
  readonly aside?: boolean;
  readonly children: ReactNode;
}) {
  const { onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLElement>(null);
  const [before] = useState(() => document.activeElement);
  const close = useRef(() => {});
  close.current = () => {
    // The keyboard would be lost with the panel: it goes back to the row, or to what opened a form.
    if (panel.current?.contains(document.activeElement)) {
      const list = document.querySelector('[role="listbox"].list-scroll');
      const opener = before instanceof HTMLButtonElement && before.isConnected ? before : null;
      const back = opener ?? list;
      if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    }
    onClose?.();
  };
  const closes = onClose !== undefined;
  useEffect(() => {
    if (!closes) return;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !(event.target instanceof Element)) return;
      // In a small window the panel lies over the list, which keeps the keyboard. A dialog has its own Escape.
      if (event.target.closest('#details, .list-scroll') !== null) close.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [closes]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = body.current;
    if (at === null || !(event.target instanceof Element) || !event.currentTarget.contains(event.target))
      return;
    // Outside the part that scrolls, its keys would do nothing.
    const by = at.contains(event.target) ? undefined : pagesOf[event.key];
    if (by === undefined) return;
    event.preventDefault();
    at.scrollBy({ top: by * (at.clientHeight - 40) });
  };
  return (
    <section
      ref={panel}
      id="details"
      className="panel"
      data-aside={props.aside ? true : undefined}
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {props.title !== undefined && (
        <header className="panel-head">
          <div className="screen-title">{props.title}</div>
          {onClose && (
            <ActionIcon aria-label={texts.common.close} onClick={() => close.current()}>
              <IconX size={16} />
            </ActionIcon>
          )}
        </header>
      )}
      <ScrollRegion ref={body} className="panel-body">
        {props.children}
      </ScrollRegion>
      {props.foot !== undefined && <footer className="panel-foot">{props.foot}</footer>}
    </section>
  );
}

/** A part of a panel with its heading. */
export function Section(props: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="section" aria-label={props.title}>
      <h3>{props.title}</h3>
      {props.hint !== undefined && <p className="dim">{props.hint}</p>}
      {props.children}
    </section>
  );
}

/** Pairs of name and value. */
export function Facts(props: { readonly of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {props.of.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
