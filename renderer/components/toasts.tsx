import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { type Notice, useNotices } from '../state/notices.ts';
import { texts } from '../texts/texts.ts';
import { problemText } from './error-notice.tsx';

/** The outcome of what was just done, at the lower right; read out by screen readers. */
export function Toasts() {
  const { list, dismiss } = useNotices();
  return (
    <output className="toasts" aria-live="polite">
      {list.map((notice) => (
        <div key={notice.id} className="toast" data-tone={notice.tone}>
          <Toast notice={notice} />
          <CloseButton size="sm" aria-label={texts.common.dismiss} onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </output>
  );
}

function Toast({ notice }: { readonly notice: Notice }) {
  if (notice.tone !== 'bad') {
    const ToneIcon = notice.tone === 'good' ? IconCircleCheck : IconAlertTriangle;
    return (
      <>
        <ToneIcon size={18} aria-hidden />
        <div>
          <strong>{notice.title}</strong>
          {notice.detail !== null && <p className="dim breaks">{notice.detail}</p>}
        </div>
      </>
    );
  }
  const text = problemText(notice.problem);
  return (
    <>
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{text.what}</strong>
        <p>{text.money}</p>
        <p>{text.next}</p>
        <p className="notice-detail">
          <span className="mono">{notice.problem.code}</span>: {notice.problem.message}
        </p>
      </div>
    </>
  );
}
