import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { type Notice, useNotices } from '../state/notices.ts';
import { texts } from '../texts/texts.ts';
import { problemText } from './error-notice.tsx';

/** What was just done and went well, the newest first, where no row and no button lies; read out by screen readers. */
export function Toasts() {
  const { list, dismiss } = useNotices();
  return (
    <output className="toasts" aria-live="polite">
      {list.toReversed().map(
        (notice) =>
          notice.tone === 'good' && (
            <div key={notice.id} className="toast">
              <IconCircleCheck size={16} aria-hidden />
              <div>
                <strong>{notice.title}</strong>
                {notice.detail !== null && <p className="dim breaks">{notice.detail}</p>}
              </div>
              <CloseButton size="xs" aria-label={texts.common.dismiss} onClick={() => dismiss(notice.id)} />
            </div>
          ),
      )}
    </output>
  );
}

/** What must not be overlooked, as strips over the screens: they push them down and cover nothing. */
export function NoticeStrips() {
  const { list, dismiss } = useNotices();
  return (
    <div aria-live="polite">
      {list.map(
        (notice) =>
          notice.tone !== 'good' && (
            <div key={notice.id} className="evaluation" data-tone={notice.tone}>
              <IconAlertTriangle size={15} aria-hidden />
              <Said notice={notice} />
              <CloseButton size="xs" aria-label={texts.common.dismiss} onClick={() => dismiss(notice.id)} />
            </div>
          ),
      )}
    </div>
  );
}

function Said({ notice }: { readonly notice: Exclude<Notice, { readonly tone: 'good' }> }) {
  if (notice.tone === 'warn') {
    return (
      <span className="breaks">
        <strong>{notice.title}</strong> {notice.detail}
      </span>
    );
  }
  const { what, money, next } = problemText(notice.problem);
  return (
    <span className="breaks">
      <strong>{what}</strong> {money} {next}{' '}
      <span className="selectable">
        (<span className="mono">{notice.problem.code}</span>: {notice.problem.message})
      </span>
    </span>
  );
}
