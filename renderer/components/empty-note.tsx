import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Where nothing is: what that means, and the next step. */
export function EmptyNote(props: {
  readonly icon: Icon;
  readonly title: string;
  readonly hint: string;
  readonly children?: ReactNode;
}) {
  const Picture = props.icon;
  return (
    <div className="empty">
      <Picture size={30} stroke={1.4} aria-hidden />
      <strong>{props.title}</strong>
      <p>{props.hint}</p>
      {props.children}
    </div>
  );
}
