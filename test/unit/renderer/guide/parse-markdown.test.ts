import { describe, expect, it } from 'vitest';
import { parseMarkdown, plainText } from '../../../../renderer/guide/parse-markdown.ts';

const text = (written: string) => ({ kind: 'text', text: written });

describe('a page of the guide', () => {
  it('has headings with their names in links', () => {
    expect(parseMarkdown('# When `it` stops\n## A & B, twice')).toEqual([
      {
        kind: 'heading',
        level: 1,
        id: 'when-it-stops',
        parts: [text('When '), { kind: 'code', text: 'it' }, text(' stops')],
      },
      { kind: 'heading', level: 2, id: 'a--b-twice', parts: [text('A & B, twice')] },
    ]);
  });

  it('has paragraphs of several lines', () => {
    expect(parseMarkdown('one\ntwo\r\n\r\nthree')).toEqual([
      { kind: 'paragraph', parts: [text('one two')] },
      { kind: 'paragraph', parts: [text('three')] },
    ]);
  });

  it('has lists whose items go on in the next line', () => {
    expect(parseMarkdown('1. one\n   more\n2. two\n\n- three')).toEqual([
      { kind: 'list', ordered: true, items: [[text('one more')], [text('two')]] },
      { kind: 'list', ordered: false, items: [[text('three')]] },
    ]);
  });

  it('has tables, code and pictures', () => {
    expect(
      parseMarkdown('| a | b |\n|---|---|\n| 1 | `2` |\n```\n# no heading\n```\n![A dog](d.png)'),
    ).toEqual([
      {
        kind: 'table',
        head: [[text('a')], [text('b')]],
        rows: [[[text('1')], [{ kind: 'code', text: '2' }]]],
      },
      { kind: 'code', text: '# no heading' },
      { kind: 'picture', about: 'A dog', source: 'd.png' },
    ]);
  });

  it('has strong, emphasis and links, one in another', () => {
    expect(parseMarkdown('**be *here*** [see `it`](a.md#b)')).toEqual([
      {
        kind: 'paragraph',
        parts: [
          { kind: 'strong', parts: [text('be '), { kind: 'emphasis', parts: [text('here')] }] },
          text(' '),
          { kind: 'link', to: 'a.md#b', parts: [text('see '), { kind: 'code', text: 'it' }] },
        ],
      },
    ]);
  });

  it('keeps a tag as the text that it is', () => {
    const [block] = parseMarkdown('<img src=x onerror=alert(1)> & <b>bold</b>');
    expect(block).toEqual({ kind: 'paragraph', parts: [text('<img src=x onerror=alert(1)> & <b>bold</b>')] });
  });

  it.each(['**', '| ', '```', '![', '# ', '[a](', '- ', '*a', '|\n|'])(
    'ends with the marks %j left open',
    (marks) => {
      const blocks = parseMarkdown(marks);
      expect(blocks.length).toBeLessThan(3);
      expect(plainText([])).toBe('');
    },
  );
});
