import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { themeSheetText } from '../../../renderer/styles/adopt-theme.ts';

const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
const [lightPart = '', darkPart = ''] = css.split(':root[data-mantine-color-scheme="dark"]');
const read = (part: string) =>
  new Map([...part.matchAll(/(--sp-[a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]));
const light = read(lightPart);
const dark = new Map([...light, ...read(darkPart)]);

/** Relative luminance and contrast as in WCAG 2.2, 1.4.3. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

const pairs = [
  ...['bg', 'surface', 'raised', 'hover', 'select'].flatMap((ground) =>
    ['text', 'dim', 'accent'].map((ink) => [ink, ground] as const),
  ),
  ...['good', 'warn', 'bad', 'info'].map((tone) => [tone, `${tone}-bg`] as const),
  ...['good', 'warn', 'bad', 'info'].map((tone) => ['dim', `${tone}-bg`] as const),
  ...['rail', 'rail-hover', 'rail-active'].map((ground) => ['rail-text', ground] as const),
  ['rail-dim', 'rail'] as const,
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('colours of the %s scheme', (_, tokens) => {
  const colour = (name: string) => tokens.get(`--sp-${name}`) ?? expect.unreachable(name);

  test.each(pairs)('%s on %s can be read (WCAG AA, 4.5)', (ink, ground) => {
    expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['practice', 'testnet', 'mainnet'])('white on the band of %s can be read', (network) => {
    expect(contrast('#ffffff', colour(network))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['surface', 'bg'])('the focus ring is easy to see on %s (3)', (ground) => {
    expect(contrast(colour('focus'), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});

test('the bands of the three networks differ from each other', () => {
  const bands = ['practice', 'testnet', 'mainnet'].map((network) => light.get(`--sp-${network}`));
  expect(new Set(bands).size).toBe(3);
});

test("the adopted sheet carries Mantine's variables for both schemes", () => {
  const sheet = themeSheetText();
  expect(sheet).toContain(':root[data-mantine-color-scheme="dark"]{');
  expect(sheet).toContain('--mantine-color-harbor-filled:');
  expect(sheet).toContain("--mantine-font-family: 'Inter Variable'");
  expect(sheet).not.toContain('<');
});
