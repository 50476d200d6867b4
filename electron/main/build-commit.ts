/** Written in by the build (`electron.vite.config.ts`): the commit, and `+` where files differed from it. */
declare const __SALLYPORT_COMMIT__: string;

/** The commit that this program was built from, hex; null where it was not built from one. */
export const buildCommit: string | null =
  typeof __SALLYPORT_COMMIT__ === 'string' && /^[0-9a-f]{40}\+?$/.test(__SALLYPORT_COMMIT__)
    ? __SALLYPORT_COMMIT__
    : null;
