import { Button, NativeSelect, Progress, Switch } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Camera } from '../../camera/camera.ts';
import type { ScanState } from '../../camera/scan.ts';
import { type CameraScan, useScan } from '../../camera/use-scan.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { onLock } from '../../state/changes.ts';
import { scanNoticeText, scanTexts as text } from '../../texts/scan-texts.ts';

/** Reads an envelope from another screen. The camera runs while this is open, and no longer. */
export function ScanDialog(props: {
  readonly onMessage: (message: Uint8Array) => void;
  readonly onClose: () => void;
}) {
  const { onMessage, onClose } = props;
  useEffect(() => onLock(onClose), [onClose]);
  return (
    <Dialog title={text.title} busy={false} size={900} onClose={onClose}>
      <ScanPanel onMessage={onMessage} />
    </Dialog>
  );
}

function ScanPanel({ onMessage }: { readonly onMessage: (message: Uint8Array) => void }) {
  const scan = useScan(onMessage);
  const [mirror, setMirror] = useState(true);
  const { state, problem, stream, starting, cameraId } = scan;
  return (
    <div className="stack">
      <p className="dim">{text.lead}</p>
      <div className="scan">
        <Preview stream={stream} starting={starting} mirror={mirror} />
        <div className="stack">
          <ScanProgress state={state} />
          <div className="row row-wrap">
            {stream === null ? (
              <Button loading={starting} onClick={() => scan.start(cameraId)}>
                {text.start}
              </Button>
            ) : (
              <Button variant="default" onClick={scan.stop}>
                {text.stop}
              </Button>
            )}
          </div>
          <CameraChoice scan={scan} />
          <Switch
            label={text.mirror}
            checked={mirror}
            onChange={({ currentTarget }) => setMirror(currentTarget.checked)}
          />
        </div>
      </div>
      {problem && <ErrorNotice problem={problem} />}
    </div>
  );
}

/** The camera's own picture. Mirrored it is for the eye alone: what is read is not. */
function Preview(props: {
  readonly stream: MediaStream | null;
  readonly starting: boolean;
  readonly mirror: boolean;
}) {
  const { stream, starting, mirror } = props;
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div className="scan-preview">
      <video
        ref={video}
        autoPlay
        muted
        playsInline
        aria-label={text.preview}
        data-mirror={mirror}
        hidden={stream === null}
      />
      {stream === null && <p>{starting ? text.starting : text.off}</p>}
    </div>
  );
}

/** What is true of the reading so far: parts that are there, and what the camera saw. */
function ScanProgress({ state }: { readonly state: ScanState }) {
  const { progress, pictures, codes, torn, notice } = state;
  const { parts, count } = progress ?? { parts: 0, count: 1 };
  return (
    <div className="stack">
      <div>
        <strong>{progress === null ? text.noParts : text.parts(parts, count)}</strong>
        <Progress
          value={(100 * parts) / count}
          size="lg"
          transitionDuration={100}
          aria-label={text.progress}
        />
        <p className="dim small">{text.counts(pictures, codes, torn)}</p>
      </div>
      <p role="status" className="scan-notice">
        {notice !== null && scanNoticeText(notice)}
      </p>
    </div>
  );
}

function CameraChoice({ scan: { cameras, cameraId, start } }: { readonly scan: CameraScan }) {
  if (cameras.length === 0) return null;
  return (
    <NativeSelect
      label={text.camera}
      value={cameraId ?? ''}
      onChange={({ currentTarget }) => start(currentTarget.value)}
      data={cameras.map(optionOf)}
    />
  );
}

const optionOf = ({ id, name }: Camera, place: number) => ({
  value: id,
  label: name === '' ? text.unnamed(place + 1) : name,
});
