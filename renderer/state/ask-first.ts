/**
 * What the first picture rests on, asked before anything else of the page is evaluated: main answers in the meantime. Null where
 * it could not be asked; whoever needs it asks again.
 */
export const firstAnswer = window.sallyport.call('app.read', { as: null }).catch(() => null);
