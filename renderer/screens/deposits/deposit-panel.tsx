import type { DepositRow } from '../../../electron/contract/deposits.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { DepositBadge } from '../../components/badge.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { Facts, Panel, Section } from '../../components/panel.tsx';
import { depositStateText } from '../../text/states.ts';
import { words } from '../../text/words.ts';

/** One deposit, with whole addresses and what its state means for crediting it. */
export function DepositPanel({ row, onClose }: { readonly row: DepositRow; readonly onClose: () => void }) {
  return (
    <Panel
      label={words.deposits.title}
      onClose={onClose}
      title={
        <div className="stack-tight">
          <div className="big">
            <Amount nanos={row.amount} />
          </div>
          <div className="row">
            <DepositBadge state={row.state} />
            <span className="dim">{depositStateText[row.state].means}</span>
          </div>
        </div>
      }
    >
      <Facts
        of={[
          [words.deposits.account, <strong key="account">{row.accountAlias}</strong>],
          [words.deposits.vault, row.vaultName],
          [words.deposits.seenAt, <FullMoment key="seen" at={row.seenAt} />],
          [
            words.deposits.finalAt,
            row.finalAt === null ? words.deposits.notFinal : <FullMoment key="final" at={row.finalAt} />,
          ],
          [words.deposits.checkpoint, row.checkpoint ?? words.deposits.notFinal],
        ]}
      />
      <Section title={words.deposits.to}>
        <AddressBlocks address={row.address} />
      </Section>
      <Section title={words.deposits.from} hint={words.deposits.fromWarning}>
        <AddressBlocks address={row.sender} />
      </Section>
      <Section title={words.deposits.transaction}>
        <p className="mono small selectable breaks">{row.transaction}</p>
      </Section>
    </Panel>
  );
}
