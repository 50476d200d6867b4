import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { texts } from '../texts/texts.ts';

/** Open dialogs, the topmost last: Escape and a click outside are meant for that one. */
const open: symbol[] = [];

/**
 * A dialog over the screen. While its work is under way it stays: nothing is cancelled by looking away. When it closes,
 * the focus goes back to where it came from.
 */
export function Dialog(props: {
  readonly title: string;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly size?: number;
  readonly children: ReactNode;
}) {
  const [before] = useState(() => document.activeElement);
  const self = useRef(Symbol('dialog'));
  useEffect(() => {
    const id = self.current;
    open.push(id);
    return () => {
      open.splice(open.indexOf(id), 1);
      const known = before instanceof HTMLElement && before.isConnected && before !== document.body;
      (known ? before : document.getElementById('main'))?.focus();
    };
  }, [before]);
  const close = () => {
    if (!props.busy && open.at(-1) === self.current) props.onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ disabled: props.busy, 'aria-label': texts.common.close }}
      // Its header is no banner of the page.
      attributes={{ header: { role: 'none' } }}
      title={<strong>{props.title}</strong>}
      {...(props.size === undefined ? {} : { size: props.size })}
    >
      {props.children}
    </Modal>
  );
}
