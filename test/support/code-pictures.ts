import { encodeQR } from 'qr';
import type { Picture } from '../../renderer/camera/read-picture.ts';

const [WIDTH, HEIGHT] = [1280, 720];
/** Pixels of a module: what a camera needs (see docs/decisions/0054-a-camera-that-reads-envelopes.md). */
const MODULE = 6;
const [DARK, LIGHT, AROUND] = [30, 220, 120];

/** What a camera of 720 rows sees of a code that somebody shows, as the screens draw it: `x` and `y` say where, in pixels. */
export function pictureOf(text: string, { x = 300, y = 60 } = {}): Picture {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  const data = new Uint8Array(WIDTH * HEIGHT).fill(AROUND);
  rows.forEach((row, down) => {
    row.forEach((dark, right) => {
      for (let line = 0; line < MODULE; line++) {
        const from = (y + down * MODULE + line) * WIDTH + x + right * MODULE;
        data.fill(dark ? DARK : LIGHT, from, from + MODULE);
      }
    });
  });
  return { width: WIDTH, height: HEIGHT, form: 'luma', data };
}

/** A picture that was taken while one code gave way to the next: above `row` it has the new one. */
export function tornBetween(before: Picture, after: Picture, row: number): Picture {
  const data = before.data.slice();
  data.set(after.data.subarray(0, row * before.width));
  return { ...before, data };
}

/** As a camera gives it that mirrors. */
export function mirrored({ width, height, form, data }: Picture): Picture {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    turned.set(data.slice(y * width, (y + 1) * width).reverse(), y * width);
  }
  return { width, height, form, data: turned };
}

/** The same picture in four bytes a pixel. */
export function inColours({ width, height, data }: Picture): Picture {
  const rgba = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    rgba.fill(data[i] as number, 4 * i, 4 * i + 3);
    rgba[4 * i + 3] = 255;
  }
  return { width, height, form: 'rgba', data: rgba };
}
