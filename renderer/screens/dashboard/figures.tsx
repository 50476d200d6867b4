import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowUp, IconCheck, IconHourglass, IconSnowflake } from '@tabler/icons-react';
import type { DashboardView } from '../../../electron/contract/dashboard.ts';
import { Amount } from '../../components/amount.tsx';
import { Badge } from '../../components/badge.tsx';
import { RestNotProven } from '../../components/balance-grade.tsx';
import { HeldAndFree } from '../../components/held-and-free.tsx';
import { Holders } from '../../components/holders.tsx';
import { useActingOfficer, useTreasury } from '../../state/app-context.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useNavigation } from '../../state/navigation.ts';
import { messageTexts } from '../../texts/message-texts.ts';
import { texts } from '../../texts/texts.ts';
import { FloatGauge } from './float-gauge.tsx';

const positions = {
  below: {
    icon: IconAlertTriangle,
    tone: 'bad',
    word: texts.dashboard.below,
    hint: texts.dashboard.belowHint,
  },
  inside: { icon: IconCheck, tone: 'good', word: texts.dashboard.inside, hint: texts.dashboard.insideHint },
  above: { icon: IconArrowUp, tone: 'warn', word: texts.dashboard.above, hint: texts.dashboard.aboveHint },
} as const;

const nothingYet = {
  icon: IconHourglass,
  tone: 'plain',
  word: texts.dashboard.nothingYet,
  hint: texts.dashboard.nothingYetHint,
} as const;

type Props = { readonly view: DashboardView };

/** A float whose money is held is not well, wherever its balance is. */
function positionOf({ position, spendable }: DashboardView['hot']) {
  if (position === 'below' || spendable === 'enough') return positions[position];
  const all = spendable === 'none';
  return {
    icon: IconHourglass,
    tone: 'warn',
    word: all ? texts.dashboard.heldAll : texts.dashboard.heldMost,
    hint: all ? texts.dashboard.heldAllHint : texts.dashboard.heldMostHint,
  } as const;
}

/** The hot vault's balance, and where it is in its band. */
export function HotCard({ view }: Props) {
  const go = useNavigation((navigation) => navigation.go);
  const { hot } = view;
  const { firstSteps } = useTreasury();
  // A treasury that never had money is new, not in trouble.
  const isNew = !firstSteps.deposit && hot.balance === '0';
  const position = isNew ? nothingYet : positionOf(hot);
  return (
    <section className="card span-6" aria-label={texts.dashboard.hot}>
      <div className="card-pad">
        <h2 className="card-title">
          {texts.dashboard.hot}
          <Badge icon={position.icon} tone={position.tone}>
            {position.word}
          </Badge>
        </h2>
        <div className="spread">
          <div className="big">
            <Amount units={hot.balance} />
          </div>
          <HeldAndFree {...hot} />
        </div>
        <RestNotProven {...hot} />
        <FloatGauge hot={view.hot} />
        {hot.reserved !== '0' && <HoldersOf kind="hot" />}
        <div className="spread">
          <span className="dim small">{position.hint}</span>
          {position === positions.above && (
            <Button variant="light" size="compact-xs" onClick={() => go({ screen: 'sweeps' })}>
              {texts.dashboard.toSweeps}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

/** What holds the money of all vaults of a kind. */
function HoldersOf({ kind }: { readonly kind: 'hot' | 'cold' }) {
  return useTreasury()
    .vaults.filter((vault) => vault.kind === kind)
    .map(({ id }) => <Holders key={id} vaultId={id} />);
}

/** The cold vault's balance. */
export function ColdCard({ view }: Props) {
  return (
    <section className="card span-3" aria-label={texts.dashboard.cold}>
      <div className="card-pad">
        <h2 className="card-title">
          {texts.dashboard.cold}
          <IconSnowflake size={17} stroke={1.6} aria-hidden />
        </h2>
        <div className="big">
          <Amount units={view.cold.balance} />
        </div>
        <RestNotProven {...view.cold} />
        {view.cold.reserved !== '0' && (
          <>
            <HeldAndFree {...view.cold} />
            <HoldersOf kind="cold" />
          </>
        )}
        <p className="dim small">{texts.dashboard.coldHint}</p>
      </div>
    </section>
  );
}

/** What waits for the officer who acts. */
export function WaitsCard() {
  const treasury = useTreasury();
  const go = useNavigation((navigation) => navigation.go);
  const show = useDialogs((dialogs) => dialogs.show);
  const { withdrawals, gathers, messages } = treasury.waitsForMe;
  const sweeps = treasury.waitsForMe.sweeps + gathers;
  return (
    <section className="card span-3" aria-label={texts.dashboard.waits}>
      <div className="card-pad">
        <h2 className="card-title">{texts.dashboard.waits}</h2>
        {useActingOfficer() === null ? (
          <>
            <p className="dim">{texts.dashboard.waitsSignIn}</p>
            <div className="choice-foot">
              <Button onClick={() => show({ kind: 'sign-in' })}>{texts.officer.signIn}</Button>
            </div>
          </>
        ) : withdrawals + sweeps + messages === 0 ? (
          <p className="dim">{texts.dashboard.waitsNone}</p>
        ) : (
          <>
            <div className="big figure">{withdrawals + sweeps + messages}</div>
            <div className="stack-tight choice-foot">
              {withdrawals > 0 && (
                <Button fullWidth onClick={() => go({ screen: 'withdrawals' })}>
                  {texts.dashboard.waitsWithdrawals(withdrawals)}
                </Button>
              )}
              {sweeps > 0 && (
                <Button fullWidth variant="default" onClick={() => go({ screen: 'sweeps' })}>
                  {texts.dashboard.waitsSweeps(sweeps)}
                </Button>
              )}
              {messages > 0 && (
                <Button fullWidth variant="default" onClick={() => go({ screen: 'messages' })}>
                  {messageTexts.count(messages)}
                </Button>
              )}
            </div>
          </>
        )}
      </div>
    </section>
  );
}
