import type { ReactNode } from 'react';

/** The frame of a screen: title, one line of meaning, its one primary action. */
export function ScreenFrame(props: {
  readonly title: string;
  readonly lead: string;
  readonly actions?: ReactNode;
  readonly scroll?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <>
      <header className="screen-head">
        <div className="screen-title">
          <h1>{props.title}</h1>
          <p>{props.lead}</p>
        </div>
        {props.actions}
      </header>
      <div className={props.scroll ? 'screen-body screen-scroll' : 'screen-body'}>{props.children}</div>
    </>
  );
}
