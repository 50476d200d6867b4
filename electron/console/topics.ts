/** What can change under a screen; a screen reads again what it shows. */
export const topics = ['app', 'accounts', 'deposits', 'movements', 'journal', 'ceremony'] as const;

export type Topic = (typeof topics)[number];
