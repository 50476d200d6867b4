import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { texts } from '../texts/texts.ts';

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
  const close = () => {
    // The keyboard would be lost with the panel.
    if (panel.current?.contains(document.activeElement)) {
      document.querySelector<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
    }
    onClose?.();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // A dialog that a panel has opened is its child in React only.
    const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key === 'Escape' && inside && onClose) close();
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
            <ActionIcon aria-label={texts.common.close} onClick={close}>
              <IconX size={16} />
            </ActionIcon>
          )}
        </header>
      )}
      <div className="panel-body">{props.children}</div>
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
