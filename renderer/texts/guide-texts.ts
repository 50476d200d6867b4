/** What the screen of the guide says around its pages. */
export const guideTexts = {
  title: 'Guide',
  lead: 'How the day goes with Sallyport. It comes with the program and needs no network.',
  /** On the first screen, where there is no rail. */
  open: 'Read the guide (F1)',
  search: 'Search the guide',
  pages: 'Pages',
  found: 'Found in the guide',
  nothing: 'No page has all these words.',
  about: 'What this screen is for',
  hint: 'What this screen is for (F1)',
  next: (title: string) => `Next: ${title}`,
  back: 'Back to the start',
  noPage: 'This page is not in the guide',
} as const;
