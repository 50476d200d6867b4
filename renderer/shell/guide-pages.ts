/** A page of the user guide, for finding it by Ctrl+K. */
export interface GuidePage {
  readonly id: string;
  readonly title: string;
  /** What it is about, in the words that somebody may look for. */
  readonly about: string;
  readonly open: () => void;
}

/** One line a page. */
export const guidePages: readonly GuidePage[] = [];
