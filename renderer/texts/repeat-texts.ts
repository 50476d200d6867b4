/** Words about a payment that was asked for before. */
export const repeatTexts = {
  title: 'The same payment was asked for before',
  means: 'Same recipient, amount and reference, within 90 days. Payments that ended unpaid are not counted.',
  list: 'Earlier payments of the same',
  askedBy: (name: string) => `asked for by ${name}`,
  see: 'See it',
  meant: 'It is meant',
  meantWhere:
    'It is paid once more, beside the newest one above. Your key signs that, and the journal keeps it.',
  seen: 'I have seen the earlier payment. This one is meant beside it',
  said: (maker: string) => `${maker} has signed that it is meant.`,
  unsaid: (maker: string) =>
    `${maker} has not said that it is meant. Nobody can approve it: it is withdrawn, and asked for again where it is wanted.`,
  sayFirst: 'Say first that it is meant, or change recipient, amount or reference.',
  externalId: "Program's id",
} as const;
