import { missingShares, type SetProgress } from '../../../electron/core/ceremony/slip39/missing-shares.ts';
import type { ShareView } from '../../../electron/core/ceremony/slip39/read-share.ts';
import type { Result } from '../../../electron/core/result.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';

const text = stageTexts.shares;

/** What is still missing, one line for each group that was begun and one for those that were not. */
export function missingLines(progress: SetProgress): readonly string[] {
  if (progress.complete) return [text.complete];
  const lines = progress.groups.flatMap(({ groupIndex, missing, members }) => {
    if (members.length === 0 || missing === null) return [];
    if (missing > 0) return [text.needsGroup(groupIndex + 1, missing, progress.groupCount)];
    return [text.groupDone(groupIndex + 1)];
  });
  const untouched = progress.groupCount > 1 && progress.groupsMissing > 0;
  return untouched ? [...lines, text.groupsMissing(progress.groupsMissing)] : lines;
}

/** How far the shares have come with one more; refuses one that cannot be of their set. */
export function progressWith(views: readonly ShareView[], next: ShareView): Result<SetProgress> {
  return missingShares([...views, next]);
}
