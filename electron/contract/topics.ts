/** What can change under a screen, which reads again what it shows; `lock`: the station was locked, by whomever. */
export const topics = [
  'app',
  'accounts',
  'deposits',
  'movements',
  'journal',
  'exports',
  'ceremony',
  'lock',
] as const;

export type Topic = (typeof topics)[number];
