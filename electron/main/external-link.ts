/** IOTA's documentation: what the Help menu opens. */
export const documentationPage = 'https://docs.iota.org/';

/**
 * Every page that may leave for the system's browser, whole. A new one is a decision, not a setting: whatever a page could
 * choose in its path, query or fragment would be a way to carry something out.
 */
const externalPages: readonly string[] = [documentationPage];

/** The page, if it is exactly one of the list, sign for sign; null for anything else. */
export function externalLink(candidate: unknown): string | null {
  return externalPages.find((page) => page === candidate) ?? null;
}
