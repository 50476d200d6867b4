import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DashboardView } from '../../../electron/contract/dashboard.ts';
import type { JournalRow } from '../../../electron/contract/journal.ts';
import type { MovementRow } from '../../../electron/contract/movements.ts';
import { Amount } from '../../components/amount.tsx';
import { DepositBadge, MovementBadge } from '../../components/badge.tsx';
import { Moment } from '../../components/moment.tsx';
import { MovementName } from '../../components/movement-name.tsx';
import { type Place, placeOfMovement, useNavigation } from '../../state/navigation.ts';
import { texts } from '../../texts/texts.ts';

function Latest(props: {
  readonly title: string;
  readonly span: string;
  readonly narrow?: boolean;
  /** Where all of them are. */
  readonly all: readonly { readonly word: string; readonly place: Place }[];
  readonly none: readonly [string, string];
  /** What the rows come to. */
  readonly foot?: ReactNode;
  readonly children: readonly ReactNode[];
}) {
  const go = useNavigation((navigation) => navigation.go);
  return (
    <section className={`card ${props.span}`} aria-label={props.title}>
      <h2 className="card-title">
        {props.title}
        <span>
          {props.all.map(({ word, place }) => (
            <Button
              key={word}
              variant="subtle"
              size="compact-xs"
              aria-label={`${word}: ${props.title}`}
              onClick={() => go(place)}
            >
              {word}
            </Button>
          ))}
        </span>
      </h2>
      {props.children.length === 0 ? (
        <div className="card-pad">
          <p>{props.none[0]}</p>
          <p className="dim">{props.none[1]}</p>
        </div>
      ) : (
        <ul className={props.narrow ? 'mini-list mini-narrow' : 'mini-list'}>{props.children}</ul>
      )}
      {props.foot}
    </section>
  );
}

/** Movements that are not at their end, with the way to each. */
export function PendingMovements({ rows }: { readonly rows: readonly MovementRow[] }) {
  const go = useNavigation((navigation) => navigation.go);
  const has = (kind: MovementRow['kind']) => rows.some((row) => row.kind === kind);
  const list = has('gather') && !has('sweep') ? 'gather' : 'sweep';
  return (
    <Latest
      title={texts.dashboard.pending}
      span="span-7"
      all={[
        { word: texts.dashboard.allWithdrawals, place: { screen: 'withdrawals' } },
        { word: texts.dashboard.allSweeps, place: { screen: 'sweeps', list } },
      ]}
      none={[texts.dashboard.pendingNone, texts.dashboard.pendingHint]}
    >
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" onClick={() => go(placeOfMovement(row.kind, row.id))}>
            <span>
              <MovementBadge state={row.state} />
            </span>
            <span className="ellipsis">
              <MovementName row={row} />{' '}
              <span className="dim">
                {row.recipientName === null
                  ? texts.movements.by(row.makerName)
                  : texts.movements.toVault(row.recipientName)}
              </span>
            </span>
            <Amount units={row.amount} column />
          </button>
        </li>
      ))}
    </Latest>
  );
}

/** The newest deposits, and what came in today. */
export function LatestDeposits({ view }: { readonly view: DashboardView }) {
  const { recentDeposits: rows, depositsToday } = view;
  const go = useNavigation((navigation) => navigation.go);
  return (
    <Latest
      title={texts.dashboard.deposits}
      narrow
      span="span-5"
      all={[{ word: texts.dashboard.all, place: { screen: 'deposits' } }]}
      foot={
        depositsToday.count > 0 && (
          <p className="spread card-foot">
            <span className="dim">{texts.dashboard.depositsToday(depositsToday.count)}</span>
            <Amount units={depositsToday.total} column />
          </p>
        )
      }
      none={[texts.dashboard.depositsNone, texts.dashboard.depositsHint]}
    >
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" onClick={() => go({ screen: 'deposits', deposit: row })}>
            <span className="row">
              <DepositBadge state={row.state} />
            </span>
            <span className="ellipsis">{row.accountAlias}</span>
            <Amount units={row.amount} column />
          </button>
        </li>
      ))}
    </Latest>
  );
}

/** The newest entries of the journal. */
export function LatestJournal({ rows }: { readonly rows: readonly JournalRow[] }) {
  const go = useNavigation((navigation) => navigation.go);
  return (
    <Latest
      title={texts.dashboard.journal}
      narrow
      span="span-12"
      all={[{ word: texts.dashboard.all, place: { screen: 'journal' } }]}
      none={[texts.journal.none, texts.journal.noneHint]}
    >
      {rows.map((row) => (
        <li key={row.seq}>
          <button type="button" onClick={() => go({ screen: 'journal', entry: row })}>
            <span className="dim">
              <Moment at={row.at} />
            </span>
            <span className="ellipsis">{row.summary}</span>
            <span className="dim">{row.officerName ?? texts.journal.station}</span>
          </button>
        </li>
      ))}
    </Latest>
  );
}
