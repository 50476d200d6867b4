/** Where the console's own page lives. A custom standard scheme has an exact origin; `file:` has none. */
export const appScheme = 'app';
export const appHost = 'sallyport';
export const appOrigin = `${appScheme}://${appHost}`;
export const appPage = `${appOrigin}/index.html`;

/** Whether a URL is the console's page, wherever on it. */
export const isAppPage = (url: string): boolean => url === appPage || url.startsWith(`${appPage}#`);
