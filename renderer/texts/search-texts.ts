import { grouped } from './grouped.ts';

const count = (n: number, one: string, many: string) => `${grouped(n)} ${n === 1 ? one : many}`;

/** Words about the search for money in a vault. */
export const searchTexts = {
  action: 'Look for money',
  title: (vault: string) => `Look for money in ${vault}`,
  intro:
    'The vault derives address after address and asks the node what lies there: for accounts and addresses that this treasury does not know, and for coins that it has not seen. What is found joins the accounts.',
  proves:
    'An address with coins counts as used, whatever history the node still has. That a node tells nothing of an address proves nothing: where you expect more, look wider, or ask another node.',
  reach: 'How far',
  reaches: { usual: 'Usual', wider: 'Wider', widest: 'Widest' },
  reachHint: (addresses: number, accounts: number) =>
    `Ends after ${grouped(addresses)} addresses of an account without use, and ${grouped(accounts)} accounts.`,
  do: 'Look',
  again: 'Look again',
  goOn: (account: number) => `Go on from account ${grouped(account)}`,
  looking: (account: number, addresses: number, found: number) =>
    `Account ${grouped(account)}, ${count(addresses, 'address', 'addresses')} looked at, ${count(found, 'account', 'accounts')} in use`,
  stop: 'Call off',
  close: 'Close',
  result: 'Result',
  nothing: (looked: number) => `Nothing new at ${count(looked, 'address', 'addresses')}.`,
  found: (accounts: number, addresses: number) =>
    `New: ${count(accounts, 'account', 'accounts')}, ${count(addresses, 'address', 'addresses')} with those derived ahead.`,
  units: 'Not seen before, by the node\u2019s word',
  more: 'The search stopped after as many addresses as are looked at in one go. There are more accounts.',
} as const;
