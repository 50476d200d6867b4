import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { Amount } from '../../components/amount.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { Stage } from './stage.tsx';
import { WalletFolder } from './wallet-folder.tsx';

const text = stageTexts.search;

/** The network is asked which accounts of the vault were used; an air-gapped station passes it over. */
export function SearchStep({ view }: { readonly view: CeremonyView }) {
  const task = useStep();
  const [searching, setSearching] = useState(false);
  const search = (passOver: boolean) => {
    setSearching(!passOver);
    void task.run(
      () => call('ceremony.search', { passOver }),
      () => {},
    );
  };
  return (
    <Stage title={text.title} intro={text.intro}>
      <p className="dim">{text.not}</p>
      <WalletFolder former={view.former} busy={task.busy} />
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="stage-foot">
        <span className="dim grow" role="status">
          {task.busy && searching ? text.working : text.skipHint}
        </span>
        <Button
          size="md"
          variant="default"
          loading={task.busy && !searching}
          disabled={task.busy && searching}
          onClick={() => search(true)}
        >
          {text.skip}
        </Button>
        <Button
          size="md"
          loading={task.busy && searching}
          disabled={task.busy && !searching}
          onClick={() => search(false)}
          data-autofocus
        >
          {text.do}
        </Button>
      </div>
    </Stage>
  );
}

/** What the search found, and what no search can find. */
export function FoundAccounts({ found }: { readonly found: NonNullable<CeremonyView['found']> }) {
  return (
    <section className="block" aria-label={text.found}>
      <div>
        <strong>{found.length === 0 ? text.none : text.found}</strong>
        <p className="dim small">{text.not}</p>
      </div>
      {found.map((row) => (
        <div key={row.account} className="block-label">
          {text.row(row.account, row.addresses, row.changeAddresses)}
          <Amount units={row.balance} />
        </div>
      ))}
    </section>
  );
}
