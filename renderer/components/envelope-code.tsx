import { Switch } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { writeFrames } from '../../electron/core/envelope/fountain/write-frames.ts';
import { envelopeTexts as text } from '../texts/envelope-texts.ts';
import { ErrorNotice } from './error-notice.tsx';
import { QrCode } from './qr-code.tsx';

/** Milliseconds from one frame to the next: ten a second. */
const FRAME_MS = 100;

/** An envelope as an animated QR code, without an end. */
export function EnvelopeCode({ bytes }: { readonly bytes: string }) {
  const [coarse, setCoarse] = useState(false);
  const [number, setNumber] = useState(1);
  const frames = useMemo(() => {
    const message = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    return writeFrames(message, coarse ? 'coarse' : 'fine');
  }, [bytes, coarse]);
  const moves = frames.ok && frames.value.count > 1;
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => setNumber((before) => before + 1), FRAME_MS);
    return () => clearInterval(timer);
  }, [moves]);
  if (!frames.ok) return <ErrorNotice problem={{ code: frames.code, message: frames.message }} />;
  return (
    <div className="envelope-code">
      <QrCode text={frames.value.text(number)} label={text.codeLabel} size={420} correction="L" />
      <p className="dim small">{text.codeHint(frames.value.count)}</p>
      <Switch
        label={text.coarse}
        checked={coarse}
        onChange={({ currentTarget }) => setCoarse(currentTarget.checked)}
      />
    </div>
  );
}
