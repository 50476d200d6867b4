import fc from 'fast-check';

/** The environment's variable with another seed, a whole number. */
export const SEED = 'SALLYPORT_TEST_SEED';

// The same values on every day and machine: a change that breaks a property fails with that change. What other values
// find is looked for by `npm run bench -- properties`.
fc.configureGlobal({ seed: Number(process.env[SEED] ?? 1) });

export { fc };
