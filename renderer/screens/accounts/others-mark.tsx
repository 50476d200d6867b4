import { IconPuzzle } from '@tabler/icons-react';
import { type AccountInSight, useOthersInSight } from '../../state/others-in-sight.ts';
import { othersTexts } from '../../texts/others-texts.ts';

/** In the list of accounts: that an account has more than plain money. Its panel says what. */
export function OthersMark({ vaultId, index }: AccountInSight) {
  const total = useOthersInSight({ vaultId, index });
  if (total === 0) return null;
  const words = othersTexts.mark(total);
  return (
    <span className="dim" title={words}>
      {' '}
      <IconPuzzle size={13} role="img" aria-label={words} />
    </span>
  );
}
