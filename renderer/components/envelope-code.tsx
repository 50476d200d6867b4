import { SegmentedControl, Switch } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { writeFrames } from '../../electron/core/envelope/fountain/write-frames.ts';
import { envelopeTexts as text } from '../texts/envelope-texts.ts';
import { ErrorNotice } from './error-notice.tsx';
import { QrCode } from './qr-code.tsx';

/** Frames a second that one can choose; a camera of 30 pictures a second, or a busy computer, loses more of the fast ones. */
const speeds = ['5', '10', '15'] as const;
type Speed = (typeof speeds)[number];

/** An envelope as an animated QR code, without an end, as large as the window allows, and what is to be read beside it. */
export function EnvelopeCode({
  bytes,
  children,
}: {
  readonly bytes: string;
  readonly children: React.ReactNode;
}) {
  const [coarse, setCoarse] = useState(false);
  const [speed, setSpeed] = useState<Speed>('10');
  const [number, setNumber] = useState(1);
  const frames = useMemo(() => {
    const message = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    return writeFrames(message, coarse ? 'coarse' : 'fine');
  }, [bytes, coarse]);
  const moves = frames.ok && frames.value.count > 1;
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => setNumber((before) => before + 1), 1000 / Number(speed));
    return () => clearInterval(timer);
  }, [moves, speed]);
  if (!frames.ok) return <ErrorNotice problem={{ code: frames.code, message: frames.message }} />;
  return (
    <div className="envelope-code">
      <QrCode text={frames.value.text(number)} label={text.codeLabel} size={420} correction="low" />
      <div className="stack">
        <p className="dim small">{text.codeHint(frames.value.count)}</p>
        <Switch
          label={text.coarse}
          checked={coarse}
          onChange={({ currentTarget }) => setCoarse(currentTarget.checked)}
        />
        {moves && (
          <SegmentedControl
            size="xs"
            aria-label={text.speed}
            value={speed}
            onChange={(value) => setSpeed(speeds.find((each) => each === value) ?? '10')}
            data={speeds.map((each) => ({ value: each, label: text.speeds[each] }))}
          />
        )}
        {children}
      </div>
    </div>
  );
}
