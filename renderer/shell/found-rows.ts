import { useQueries } from '@tanstack/react-query';
import type { AccountRow } from '../../electron/contract/accounts.ts';
import type { DepositRow } from '../../electron/contract/deposits.ts';
import type { MovementRow } from '../../electron/contract/movements.ts';
import { amountText } from '../components/amount.tsx';
import { call } from '../state/call.ts';
import { placeOfMovement, useNavigation } from '../state/navigation.ts';
import { settledValue } from '../state/queries.ts';
import { depositStateText, movementStateText } from '../texts/states.ts';
import { texts } from '../texts/texts.ts';
import { shortWhen } from '../texts/when.ts';
import type { Found } from './found-here.ts';

/** So many rows of each list are shown. */
const MOST = 5;

interface FoundRows {
  readonly accounts: readonly Found[];
  readonly movements: readonly Found[];
  readonly deposits: readonly Found[];
  readonly failed: boolean;
}

/**
 * What the books find, for an officer who looks: nobody else is told anything.
 * @param acting null: nobody looks, and nothing is asked
 */
export function useFoundRows(acting: string | null, search: string): FoundRows {
  const { go } = useNavigation();
  const window = { as: acting, search, offset: 0, limit: MOST };
  const enabled = acting !== null && search !== '';
  const [accounts, movements, deposits] = useQueries({
    queries: [
      {
        queryKey: ['find', 'account.list', acting, search],
        queryFn: async () => settledValue(await call('account.list', { ...window, vaultId: null })),
        enabled,
        refetchOnMount: 'always' as const,
      },
      {
        queryKey: ['find', 'movement.list', acting, search],
        queryFn: async () =>
          settledValue(await call('movement.list', { ...window, kind: null, filter: 'all' })),
        enabled,
        refetchOnMount: 'always' as const,
      },
      {
        queryKey: ['find', 'deposit.list', acting, search],
        queryFn: async () => settledValue(await call('deposit.list', { ...window, state: null })),
        enabled,
        refetchOnMount: 'always' as const,
      },
    ],
  });
  const accountLine = (row: AccountRow): Found => ({
    id: `${row.vaultId}/${row.index}`,
    title: row.problem === null ? row.alias : texts.accounts.otherName,
    about: `${row.vaultName}, ${amountText(row.balance)}`,
    open: () => go({ screen: 'accounts', account: row }),
  });
  const movementLine = (row: MovementRow): Found => ({
    id: row.id,
    title: `${amountText(row.amount)}, ${row.recipientName ?? (row.reference || row.recipient)}`,
    about: [
      row.recipientName === null ? '' : row.reference,
      movementStateText[row.state].word,
      row.makerName,
      shortWhen(row.createdAt, Date.now()),
      row.recipientName === null && row.reference !== '' ? row.recipient : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
    open: () => go(placeOfMovement(row.kind, row.id)),
  });
  const depositLine = (row: DepositRow): Found => ({
    id: row.id,
    title: `${amountText(row.amount)}, ${row.accountAlias}`,
    about: `${depositStateText[row.state].word}, ${shortWhen(row.seenAt, Date.now())}`,
    open: () => go({ screen: 'deposits', deposit: row }),
  });
  return {
    accounts: enabled ? (accounts.data?.rows ?? []).map(accountLine) : [],
    movements: enabled ? (movements.data?.rows ?? []).map(movementLine) : [],
    deposits: enabled ? (deposits.data?.rows ?? []).map(depositLine) : [],
    failed: [accounts, movements, deposits].some(({ error }) => error !== null),
  };
}
