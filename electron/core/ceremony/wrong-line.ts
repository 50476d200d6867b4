/** What to do with a sheet on which a line is wrong: the same words on paper and on the screen. */
export const WRONG_LINE = 'Correct nothing: on a mistake, shred the sheet and begin a fresh one.';
