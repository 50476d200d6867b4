import { Button } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useState } from 'react';
import { scanTexts as text } from '../../texts/scan-texts.ts';
import { type BroughtSource, sourceOfBytes } from './read-source.ts';
import { ScanDialog } from './scan-dialog.tsx';

/** Opens the camera, and gives what it read; the dialog is gone by then. */
export function ScanButton(props: {
  readonly disabled: boolean;
  readonly onRead: (source: BroughtSource) => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCamera size={16} aria-hidden />}
        disabled={props.disabled}
        onClick={() => setOpen(true)}
      >
        {text.scan}
      </Button>
      {open && (
        <ScanDialog
          onClose={() => setOpen(false)}
          onMessage={(message) => {
            setOpen(false);
            props.onRead(sourceOfBytes(message));
          }}
        />
      )}
    </>
  );
}
