import type { DepositRow } from '../../../electron/contract/deposits.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { DepositBadge } from '../../components/badge.tsx';
import { CopyAddress } from '../../components/copy-address.tsx';
import { CopyTransaction } from '../../components/copy-transaction.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Grade, gradeOf } from '../../components/grade.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { Facts, Panel, Section } from '../../components/panel.tsx';
import { depositStateText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';

/** One deposit, with whole addresses and what its state means for crediting it. */
export function DepositPanel({ row, onClose }: { readonly row: DepositRow; readonly onClose: () => void }) {
  return (
    <Panel
      label={texts.deposits.title}
      onClose={onClose}
      title={
        <div className="stack-tight">
          <h2 className="big">
            <Amount units={row.amount} />
          </h2>
          <div className="row">
            <DepositBadge state={row.state} />
            <span className="dim">{depositStateText[row.state].means}</span>
          </div>
        </div>
      }
    >
      <Facts
        of={[
          [texts.deposits.account, <strong key="account">{row.accountAlias}</strong>],
          [texts.deposits.vault, row.vaultName],
          [texts.deposits.seenAt, <FullMoment key="seen" at={row.seenAt} />],
          [
            texts.deposits.finalAt,
            row.finalAt === null ? texts.deposits.notFinal : <FullMoment key="final" at={row.finalAt} />,
          ],
          [texts.deposits.checkpoint, row.checkpoint ?? texts.deposits.notFinal],
          [texts.deposits.grade, <Grade key="grade" grade={gradeOf[row.restsOn ?? 'one']} />],
        ]}
      />
      <Section title={texts.deposits.to}>
        {row.address === null ? (
          row.problem && <ErrorNotice problem={row.problem} />
        ) : (
          <div className="stack-tight">
            <AddressBlocks address={row.address} />
            <div>
              <CopyAddress address={row.address} />
            </div>
          </div>
        )}
      </Section>
      <Section title={texts.deposits.from} hint={texts.deposits.fromWarning}>
        <AddressBlocks address={row.sender} />
      </Section>
      <Section title={texts.deposits.transaction}>
        <CopyTransaction id={row.transaction} />
      </Section>
    </Panel>
  );
}
