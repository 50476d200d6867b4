import { shell } from 'electron';
import { externalLink } from './external-link.ts';

/** The only use of `shell`: opens a page of the list in the system's browser; anything else does nothing. */
export function openExternal(candidate: unknown): void {
  const link = externalLink(candidate);
  if (link !== null) void shell.openExternal(link).catch(() => undefined);
}
