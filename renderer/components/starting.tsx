import { Loader } from '@mantine/core';
import { texts } from '../texts/texts.ts';

/** The window has nothing to show yet. */
export function Starting() {
  return (
    <div className="empty" role="status">
      <Loader size="sm" />
      {texts.app.starting}
    </div>
  );
}
