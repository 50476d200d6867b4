import { encodeQR } from 'qr';
import { useMemo } from 'react';
import { qrPath } from './qr-path.ts';

/** A QR code, always dark on white with a quiet zone of four modules, so that every camera reads it. */
export function QrCode({
  text,
  label,
  size,
  correction = 'medium',
}: {
  readonly text: string;
  readonly label: string;
  readonly size: number;
  /** How much of it may be lost (ISO/IEC 18004): `low` where another frame follows at once. */
  readonly correction?: 'low' | 'medium';
}) {
  const { path, modules } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { ecc: correction, border: 4 });
    return { path: qrPath(rows), modules: rows.length };
  }, [text, correction]);
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${modules} ${modules}`}
      shapeRendering="crispEdges"
    >
      <title>{label}</title>
      <path d={path} fill="#000000" />
    </svg>
  );
}
