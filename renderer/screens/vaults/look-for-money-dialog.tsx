import { Button, Input, Progress, SegmentedControl } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { VaultView } from '../../../electron/contract/vaults.ts';
import { Amount } from '../../components/amount.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { actingOfficer, useActing } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteProblem } from '../../state/notices.ts';
import { useReading } from '../../state/use-reading.ts';
import { useTask } from '../../state/use-task.ts';
import { searchTexts } from '../../texts/search-texts.ts';

const text = searchTexts;

/** Unused addresses of an account, and unused accounts, after which a search ends. */
const REACHES = {
  usual: { addressGap: 20, accountGap: 2 },
  wider: { addressGap: 100, accountGap: 10 },
  widest: { addressGap: 500, accountGap: 30 },
} as const;
type Reach = keyof typeof REACHES;
const reaches = Object.keys(REACHES) as readonly Reach[];

interface Found {
  readonly looked: number;
  readonly accounts: number;
  readonly addresses: number;
  readonly units: string;
  readonly next: number | null;
}

/** Looks on the network for accounts, addresses and money of a vault that the treasury does not know; again, and wider. */
export function LookForMoneyDialog(props: { readonly vault: VaultView; readonly onClose: () => void }) {
  const { vault, onClose } = props;
  const [reach, setReach] = useState<Reach>('usual');
  const [found, setFound] = useState<Found | null>(null);
  const task = useTask();
  const look = (from: number) =>
    void task.run(
      () =>
        call('vault.look-for-money', {
          as: actingOfficer(),
          vaultId: vault.id,
          from,
          ...REACHES[reach],
        }),
      setFound,
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look(0);
  };
  const { addressGap, accountGap } = REACHES[reach];
  const next = found?.next ?? null;
  return (
    <Dialog size={560} title={text.title(vault.name)} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.intro}</p>
        <p className="dim">{text.proves}</p>
        <Input.Wrapper label={text.reach} description={text.reachHint(addressGap, accountGap)}>
          <SegmentedControl
            fullWidth
            aria-label={text.reach}
            value={reach}
            disabled={task.busy}
            onChange={(value) => setReach(value as Reach)}
            data={reaches.map((value) => ({ value, label: text.reaches[value] }))}
          />
        </Input.Wrapper>
        {task.busy && <SearchProgress />}
        {task.problem && <ErrorNotice problem={task.problem} vaultId={vault.id} />}
        {found && !task.busy && <FoundMoney found={found} />}
        <div className="row row-end">
          <Button variant="default" disabled={task.busy} onClick={onClose}>
            {text.close}
          </Button>
          {next !== null && (
            <Button variant="default" disabled={task.busy} onClick={() => look(next)}>
              {text.goOn(next)}
            </Button>
          )}
          <Button type="submit" loading={task.busy} data-autofocus>
            {found ? text.again : text.do}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** How far the search is, and the way to call it off. */
function SearchProgress() {
  const { value } = useReading('vault.search-state', { as: useActing() }, ['search'], { keepOther: true });
  if (value === null) return null;
  const said = text.looking(value.account, value.addresses, value.found);
  const stop = async () => {
    const answer = await call('vault.stop-search', { as: actingOfficer() });
    if (!answer.ok) noteProblem(answer.problem);
  };
  return (
    <div className="block" role="status">
      <div className="stack">
        <div className="row">
          <span className="grow">{said}</span>
          <Amount units={value.balance} />
          <Button variant="default" size="compact-xs" onClick={() => void stop()}>
            {text.stop}
          </Button>
        </div>
        <Progress value={100} animated aria-label={said} />
      </div>
    </div>
  );
}

function FoundMoney({ found }: { readonly found: Found }) {
  const { looked, accounts, addresses, units, next } = found;
  const isNothing = accounts + addresses === 0 && units === '0';
  return (
    <section className="block" aria-label={text.result} role="status">
      <p>
        <strong>{isNothing ? text.nothing(looked) : text.found(accounts, addresses)}</strong>
      </p>
      {!isNothing && (
        <div className="block-label">
          {text.units}
          <Amount units={units} />
        </div>
      )}
      {next !== null && <p className="dim">{text.more}</p>}
    </section>
  );
}
