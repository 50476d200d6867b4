import type { Caller } from '../ipc/serve.ts';
import { appOrigin } from './origin.ts';

/** The console's own page in the top frame of its window, and nobody else. */
export const isTrustedCaller = (caller: Caller): boolean =>
  caller.frame?.isTop === true && caller.frame.origin === appOrigin;
