import type { Caller } from '../contract/serve.ts';
import { appOrigin, isAppPage } from './origin.ts';

/**
 * The console's own page in the top frame of its window, and nobody else. The origin would not be enough: a page that
 * goes to `about:blank` keeps it.
 */
export const isTrustedCaller = (caller: Caller): boolean =>
  caller.frame?.isTop === true && caller.frame.origin === appOrigin && isAppPage(caller.frame.url);
