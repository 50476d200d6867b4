/** Words about freezes. */
export const freezeTexts = {
  freeze: 'Freeze',
  freezeAll: 'Freeze every vault',
  title: 'Freeze at once?',
  what: 'What is frozen',
  everyVault: 'Every vault, and any made later',
  reason: 'Reason (may be empty)',
  reasonHint: 'It stays in the signed journal for ever.',
  effects: [
    'From now on the vault signs no payment, sweep or gather, open or locked, after a restart too. A copy of this folder from before does not know it.',
    'What it has signed and what has not left yet is not sent. What has left may still happen.',
    'A payment that is signed can still be cancelled.',
    'One officer freezes. It takes two to lift it.',
  ],
  doIt: 'Freeze now',
  done: 'Frozen',
  frozen: 'Frozen',
  isFrozen: (vault: string | null) => (vault === null ? 'Every vault is frozen' : `${vault} is frozen`),
  since: (officer: string, when: string) => `by ${officer}, since ${when}.`,
  means: 'Nothing is paid from it.',
  lift: 'Lift',
  liftTitle: 'Lift this freeze?',
  liftEffect:
    'What is approved can be signed again, and what was signed is sent. Ask who froze it first. Another freeze stays.',
  liftDo: 'Sign, both of us',
  lifted: 'Freeze lifted',
} as const;
