import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const renderer = path.join(import.meta.dirname, '..', '..', '..', 'renderer');

/** What stands directly in each notice of a screen, as the formatter lays it out: one line for each child. */
function noticesIn(source: string): readonly (readonly string[])[] {
  const lines = source.split('\n');
  return lines.flatMap((line, at) => {
    const [, indent = '', tag = ''] = /^( *)<(\w+)[^>]* className="notice[ "][^>]*>$/.exec(line) ?? [];
    if (tag === '') return [];
    const inside = lines.slice(at + 1, lines.indexOf(`${indent}</${tag}>`, at));
    return [
      inside.filter(
        (each) => each.startsWith(`${indent}  `) && /^[<{\w]/.test(each.slice(indent.length + 2)),
      ),
    ];
  });
}

const opens = (child: string): boolean => !child.trim().startsWith('</');

it('a notice has its icon, and one part beside it: a third part, or text alone, has no room in its columns', () => {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  );
  const notices = files.flatMap((name) =>
    noticesIn(readFileSync(path.join(renderer, name), 'utf8')).map((inside) => ({
      name,
      inside: inside.filter(opens),
    })),
  );
  expect(notices.length).toBeGreaterThan(20);
  for (const { name, inside } of notices) {
    expect(inside, name).toHaveLength(2);
    expect(inside[0]?.trim(), name).toMatch(/^<Icon/);
  }
});
