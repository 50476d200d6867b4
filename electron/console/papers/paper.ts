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
  /** Semibold; there is one weight of mono. */
  readonly strong?: boolean;
  /** Additional points between characters. */
  readonly spacing?: number;
  readonly align?: 'left' | 'right' | 'center';
  /** Digits of one width, so that columns of them stand one below the other. */
  readonly figures?: boolean;
}

/**
 * OpenType features that are off. Most would draw other signs than the text has: `0x12` as a product, `->` as an arrow.
 * Kerning moves letters so that a search in the file takes `VAULT` for two words. Written as fontkit takes them.
 */
const off = ['calt', 'ccmp', 'clig', 'dnom', 'frac', 'kern', 'liga', 'locl', 'numr', 'rclt', 'rlig'];
const featuresWith = (figures: boolean) =>
  Object.fromEntries([
    ...off.map((tag) => [tag, false]),
    ['tnum', figures],
  ]) as unknown as PDFKit.Mixins.OpenTypeFeatures[];
const plain = featuresWith(false);
const inColumns = featuresWith(true);
const featuresOf = ({ figures = false }: TextStyle) => (figures ? inColumns : plain);

/** Signs that nobody would see, or that each reader of a file draws by its own font. */
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}]/u;

/** The part of pdfkit's open font that its types leave out. */
interface OpenFont {
  readonly font: { readonly hasGlyphForCodePoint: (codePoint: number) => boolean };
}

/** One paper being drawn: explicit places, no flow. `y` is the base line. */
export class Paper {
  readonly doc: PDFKit.PDFDocument;
  #lacking = false;

  /** @param createdAt milliseconds since the epoch; the same input gives the same bytes */
  constructor(fonts: PaperFonts, info: { readonly title: string; readonly createdAt: number }) {
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
    for (const name of ['regular', 'semibold', 'mono'] as const) {
      this.doc.registerFont(name, fonts[name]);
    }
    this.doc.addPage();
  }

  /** Whether something so far was printed as code points. */
  get lacking(): boolean {
    return this.#lacking;
  }

  text(text: string, x: number, y: number, style: TextStyle = {}): void {
    const { size = 9, color = ink.text, spacing = 0, align = 'left' } = style;
    const width = align === 'left' ? 0 : this.width(text, style);
    const at = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x;
    const shown = this.#printable(text, style);
    this.doc.fillColor(color).fontSize(size);
    this.doc.text(shown, at, y, {
      lineBreak: false,
      baseline: 'alphabetic',
      characterSpacing: spacing,
      features: featuresOf(style),
    });
  }

  /** Width of one line, in points. */
  width(text: string, style: TextStyle = {}): number {
    const { size = 9, spacing = 0 } = style;
    const shown = this.#printable(text, style);
    return this.doc
      .fontSize(size)
      .widthOfString(shown, { characterSpacing: spacing, features: featuresOf(style) });
  }

  /** Breaks a text into lines of at most `width` points; a word that is longer is broken inside. */
  lines(text: string, width: number, style: TextStyle = {}): string[] {
    const lines: string[] = [];
    let line = '';
    // A no-break space keeps what it joins on one line.
    for (const word of text.split(/[^\S\u00a0\u202f]+/u)) {
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

  /** Sets the font of a style and gives the text as it can print it: a sign that it lacks becomes its code point. */
  #printable(text: string, { mono = false, strong = false }: TextStyle): string {
    this.doc.font(mono ? 'mono' : strong ? 'semibold' : 'regular');
    const { font } = (this.doc as unknown as { readonly _font: OpenFont })._font;
    let shown = '';
    for (const character of text.normalize('NFC')) {
      const codePoint = character.codePointAt(0) ?? 0;
      if (font.hasGlyphForCodePoint(codePoint) && !unseen.test(character)) {
        shown += character;
        continue;
      }
      shown += `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
      this.#lacking = true;
    }
    return shown;
  }
}
