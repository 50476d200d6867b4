/** Texts of the window that finds anything. */
export const finderTexts = {
  label: 'Find anything',
  placeholder: 'A name, an address, an amount, a reference, or what to do',
  nothing: 'Nothing was found.',
  signIn: 'Accounts, deposits and movements are found once an officer has signed in.',
  failed: 'The treasury could not be searched.',
  goTo: (screen: string) => `Go to ${screen}`,
  newWithdrawal: 'New withdrawal',
  signInOfficer: 'Sign in an officer',
  unlock: (vault: string) => `Unlock ${vault}`,
  lockAll: 'Lock everything',
  acts: (name: string) => `What ${name} did`,
  shows: (screen: string, search: string) => `Search the ${screen.toLowerCase()} for "${search}"`,
  groups: {
    accounts: 'Accounts and addresses',
    movements: 'Withdrawals and sweeps',
    deposits: 'Deposits',
    officers: 'Officers',
    actions: 'What to do',
    guide: 'Guide',
  },
} as const;
