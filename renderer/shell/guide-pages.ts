import { pages } from '../guide/pages.ts';
import { plainText } from '../guide/parse-markdown.ts';
import { useNavigation } from '../state/navigation.ts';

/** A page of the user guide, for finding it by Ctrl+K. */
export interface GuidePage {
  readonly id: string;
  readonly title: string;
  /** What it is about, in the words that somebody may look for. */
  readonly about: string;
  readonly open: () => void;
}

/** One line a page. */
export const guidePages: readonly GuidePage[] = pages.map(({ id, title, blocks }) => ({
  id,
  title,
  about: blocks
    .flatMap((block) => (block.kind === 'heading' && block.level > 1 ? [plainText(block.parts)] : []))
    .join(', '),
  open: () => useNavigation.getState().go({ screen: 'guide', guide: { page: id } }),
}));
