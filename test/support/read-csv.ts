/** Reads comma-separated values as RFC 4180 says, strictly: throws where a file is not written so. Quoted cells keep a mark. */
export function readCsv(file: Uint8Array): readonly (readonly CsvCell[])[] {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  if (text[0] !== '\ufeff') throw new Error('expected a byte-order mark');
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let at = 1;
  while (at < text.length) {
    const [cell, next] = text[at] === '"' ? quoted(text, at) : bare(text, at);
    row.push(cell);
    at = next;
    if (text[at] === ',') at += 1;
    else if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else throw new Error(`expected a comma or the end of a line at ${at}`);
  }
  if (row.length > 0) throw new Error('expected an end of the last line');
  return rows;
}

export interface CsvCell {
  readonly text: string;
  readonly quoted: boolean;
}

function quoted(text: string, from: number): readonly [CsvCell, number] {
  let found = '';
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') found += text[at];
    else if (text[at + 1] === '"') {
      found += '"';
      at += 1;
    } else return [{ text: found, quoted: true }, at + 1];
  }
  throw new Error('expected the end of a quoted cell');
}

function bare(text: string, from: number): readonly [CsvCell, number] {
  let at = from;
  while (at < text.length && !',\r\n"'.includes(text[at] ?? '')) at += 1;
  return [{ text: text.slice(from, at), quoted: false }, at];
}
