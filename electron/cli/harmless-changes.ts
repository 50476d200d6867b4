/**
 * What editors, mail and version control do to a text file without changing what it says. A signed text is checked as it was
 * before, and the report names the change.
 */
export type HarmlessChange = 'byte-order-mark' | 'line-ends' | 'last-line-end';

const texts: Readonly<Record<HarmlessChange, string>> = {
  'byte-order-mark': 'a byte-order mark was put before the first line',
  'line-ends': 'its lines end with CR LF instead of LF',
  'last-line-end': 'the end of its last line is missing',
};

/** The mark, as a reader of UTF-8 that keeps it sees it. */
export const BYTE_ORDER_MARK = '\ufeff';

/** One sentence for the reader of a report; null where nothing was changed. */
export const tellChanges = (changes: ReadonlySet<HarmlessChange>): string | null =>
  changes.size === 0
    ? null
    : `Since it was exported: ${[...changes].map((change) => texts[change]).join('; ')}. This changes nothing of what was signed.`;
