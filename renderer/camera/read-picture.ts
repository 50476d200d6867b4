import { decodeQR } from 'qr/decode.js';

/** One picture of a camera. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** `luma`: the brightness of each pixel, a byte each, row by row; what follows is not looked at. `rgba`: four bytes each. */
  readonly form: 'luma' | 'rgba';
  readonly data: Uint8Array<ArrayBuffer>;
}

/** What was seen in a picture. */
export type Seen =
  | { readonly kind: 'nothing' }
  /** There is a code, and too much of it is blurred, or of the code that was shown before it. */
  | { readonly kind: 'torn' }
  | { readonly kind: 'text'; readonly text: string };

/** Wall time for more than the first look, milliseconds: a picture comes every 33. */
const TIME_LIMIT = 25;

/** What looks like the corners of a code and is smaller than this share of the picture's height is taken for clutter. */
const SMALLEST = 1 / 4;

/**
 * Looks for a QR code (ISO/IEC 18004) in a picture.
 * @param mirrored the camera gives its pictures mirrored; no decoder reads those as they are
 */
export function readPicture(picture: Picture, mirrored: boolean): Seen {
  const { width, height, form, data } = mirrored ? unmirrored(picture) : picture;
  let isSeen = false;
  try {
    const text = decodeQR(
      { width, height, data },
      {
        format: form === 'luma' ? 'I420' : 'RGBA',
        effort: Number.POSITIVE_INFINITY,
        timeLimit: TIME_LIMIT,
        pointsOnDetect({ boundingBox }) {
          isSeen = boundingBox.height >= height * SMALLEST;
        },
      },
    );
    return { kind: 'text', text };
  } catch {
    // The decoder throws for whatever it cannot read, hostile pictures too.
    return { kind: isSeen ? 'torn' : 'nothing' };
  }
}

/** The same picture with its rows in the other order: a code that is upside down is read, a mirrored one is not. */
function unmirrored({ width, height, form, data }: Picture): Picture {
  const row = width * (form === 'luma' ? 1 : 4);
  const turned = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    turned.set(data.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
  }
  return { width, height, form, data: turned };
}
