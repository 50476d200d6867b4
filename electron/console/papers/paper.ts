import PDFDocument from 'pdfkit';
import type { PaperFonts } from './paper-fonts.ts';

/** Light inks: a form is written on, and a copier must not smear it. */
export const ink = { text: '#1c2733', label: '#5f6b78', rule: '#c3cad2', faint: '#e4e8ec', fill: '#f6f7f9' };

/** A4 in points; the margin leaves room for a binder. */
export const page = { width: 595.28, height: 841.89, margin: 50 };
export const inner = {
  left: page.margin,
  right: page.width - page.margin,
  width: page.width - 2 * page.margin,
};

/** Below this size nobody reads a name. */
const SMALLEST = 6.5;

export interface TextStyle {
  readonly size?: number;
  readonly color?: string;
  readonly mono?: boolean;
  /** A heavier line; drawn by outlining, since one weight is embedded. */
  readonly strong?: boolean;
  /** Additional points between characters. */
  readonly spacing?: number;
  readonly align?: 'left' | 'right' | 'center';
}

interface Run {
  readonly font: string;
  readonly text: string;
}

/** One paper being drawn: explicit places, no flow. `y` is the base line. */
export class Paper {
  readonly doc: PDFKit.PDFDocument;
  readonly #fonts: PaperFonts;

  /** @param createdAt milliseconds since the epoch; the same input gives the same bytes */
  constructor(fonts: PaperFonts, info: { readonly title: string; readonly createdAt: number }) {
    this.#fonts = fonts;
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      autoFirstPage: false,
      // No standard font: every glyph that is printed is embedded.
      font: null as unknown as string,
      info: {
        Title: info.title,
        Producer: 'Sallyport',
        Creator: 'Sallyport',
        CreationDate: new Date(info.createdAt),
      },
    });
    for (const family of ['sans', 'mono'] as const) {
      for (const [i, { ttf }] of fonts[family].entries())
        this.doc.registerFont(`${family}${i}`, ttf as Buffer);
    }
    this.doc.addPage();
  }

  text(text: string, x: number, y: number, style: TextStyle = {}): void {
    const { size = 9, color = ink.text, strong = false, spacing = 0, align = 'left' } = style;
    const width = align === 'left' ? 0 : this.width(text, style);
    let at = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x;
    this.doc
      .fillColor(color)
      .strokeColor(color)
      .lineWidth(size * 0.028);
    for (const run of this.#runs(text, style)) {
      this.doc.font(run.font).fontSize(size);
      this.doc.text(run.text, at, y, {
        lineBreak: false,
        baseline: 'alphabetic',
        characterSpacing: spacing,
        fill: true,
        stroke: strong,
      });
      at += this.doc.widthOfString(run.text, { characterSpacing: spacing });
    }
  }

  /** Width of one line, in points. */
  width(text: string, { size = 9, spacing = 0, ...style }: TextStyle = {}): number {
    let sum = 0;
    for (const run of this.#runs(text, style)) {
      sum += this.doc.font(run.font).fontSize(size).widthOfString(run.text, { characterSpacing: spacing });
    }
    return sum;
  }

  /** Breaks a text into lines of at most `width` points; a word that is longer is broken inside. */
  lines(text: string, width: number, style: TextStyle = {}): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(/\s+/u)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (this.width(longer, style) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      for (const character of word) {
        if (this.width(line + character, style) > width && line !== '') {
          lines.push(line);
          line = '';
        }
        line += character;
      }
    }
    return line === '' ? lines : [...lines, line];
  }

  /** One line in at most `width` points: set smaller where it is too long, and cut with an ellipsis in the end. */
  fittedText(text: string, x: number, y: number, style: TextStyle & { readonly within: number }): void {
    const { within, size = 9 } = style;
    let fitting = size;
    while (fitting > SMALLEST && this.width(text, { ...style, size: fitting }) > within) fitting -= 0.5;
    let line = text;
    while (line !== '' && this.width(line, { ...style, size: fitting }) > within) {
      line = `${[...line.replace(/…$/u, '')].slice(0, -1).join('')}…`;
    }
    this.text(line, x, y, { ...style, size: fitting });
  }

  rule(
    x: number,
    y: number,
    toX: number,
    style: { readonly color?: string; readonly weight?: number } = {},
  ): void {
    this.doc
      .moveTo(x, y)
      .lineTo(toX, y)
      .lineWidth(style.weight ?? 0.6)
      .strokeColor(style.color ?? ink.rule)
      .stroke();
  }

  box(
    x: number,
    y: number,
    size: { readonly width: number; readonly height: number; readonly fill?: string },
  ): void {
    this.doc.rect(x, y, size.width, size.height).lineWidth(0.6);
    if (size.fill) this.doc.fillAndStroke(size.fill, ink.rule);
    else this.doc.strokeColor(ink.rule).stroke();
  }

  /** Draws on every page, when all are there. */
  onEachPage(draw: (number: number, count: number) => void): void {
    const { count } = this.doc.bufferedPageRange();
    for (let i = 0; i < count; i++) {
      this.doc.switchToPage(i);
      draw(i + 1, count);
    }
  }

  /** Ends the paper and gives its bytes. */
  finish(): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = [];
      this.doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      this.doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
      this.doc.on('error', reject);
      this.doc.end();
    });
  }

  /** Splits a text by the first font that has each character. One that no font has is printed as its code point. */
  #runs(text: string, { mono = false }: TextStyle): Run[] {
    const family = mono ? 'mono' : 'sans';
    const fonts = this.#fonts[family];
    const runs: { face: number; font: string; text: string }[] = [];
    const add = (face: number, piece: string) => {
      const last = runs.at(-1);
      if (last?.face === face) last.text += piece;
      else runs.push({ face, font: `${family}${face}`, text: piece });
    };
    for (const character of text.normalize('NFC')) {
      const codePoint = character.codePointAt(0)!;
      // A space or a full stop stays with the letters before it.
      const current = runs.at(-1)?.face;
      const found =
        current !== undefined && fonts[current]!.has(codePoint)
          ? current
          : fonts.findIndex(({ has }) => has(codePoint));
      if (found !== -1) add(found, character);
      else add(0, `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`);
    }
    return runs;
  }
}

/** Whether some character of a text is printed as its code point. */
export function lacksGlyphs(text: string, fonts: PaperFonts): boolean {
  return [...text.normalize('NFC')].some(
    (character) => !fonts.sans.some(({ has }) => has(character.codePointAt(0)!)),
  );
}
