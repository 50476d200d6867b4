/**
 * What can change under a screen, which reads again what it shows; `lock`: the station was locked, by whomever;
 * `guide`: the menu asks for the guide.
 */
export const topics = [
  'app',
  'accounts',
  'deposits',
  'movements',
  'journal',
  'exports',
  'search',
  'ceremony',
  'lock',
  'guide',
] as const;

export type Topic = (typeof topics)[number];
