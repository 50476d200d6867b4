/** The report for whoever is asked for help. */
export const diagnosticsTexts = {
  title: 'Diagnostic report',
  lead: 'For whoever is asked for help: versions, counts, and error codes with their times. No addresses, amounts, names, digests or paths. Nothing is sent anywhere.',
  make: 'Make a report',
  again: 'Make it again',
  text: 'The report, as it would be saved',
  save: 'Save this report',
  saved: 'Report saved',
} as const;
