import { Anchor } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import type { EarlierPayment } from '../../electron/contract/movements.ts';
import { repeatTexts as text } from '../texts/repeat-texts.ts';
import { movementStateText } from '../texts/states.ts';
import { FullMoment } from './moment.tsx';

/** That the same was asked for before: each earlier payment with its date, its state and the way to it. Nothing where none was. */
export function Repeated(props: {
  readonly earlier: readonly EarlierPayment[];
  readonly onShow: (id: string) => void;
  /** Where there is little room: without what counts as the same. */
  readonly brief?: boolean;
  readonly ref?: Ref<HTMLDivElement>;
  /** What whoever reads it is told or asked. */
  readonly children?: ReactNode;
}) {
  if (props.earlier.length === 0) return null;
  return (
    <div ref={props.ref} className="notice" data-tone="warn" role="status">
      <IconCopy size={18} aria-hidden />
      <div className="stack-tight">
        <strong>{text.title}</strong>
        {!props.brief && <span className="dim">{text.means}</span>}
        <ul className="wait-list" aria-label={text.list}>
          {props.earlier.map(({ id, state, createdAt, makerName }) => (
            <li key={id}>
              <strong>{movementStateText[state].word}</strong>
              <span>
                <FullMoment at={createdAt} />, {text.askedBy(makerName)}{' '}
                <Anchor component="button" type="button" inherit onClick={() => props.onShow(id)}>
                  {text.see}
                </Anchor>
              </span>
            </li>
          ))}
        </ul>
        {props.children}
      </div>
    </div>
  );
}
