import { expect, test } from 'vitest';
import { indentJson } from '../../../renderer/screens/journal/indent-json.ts';
import { grouped } from '../../../renderer/texts/grouped.ts';

test('JSON gets line breaks and keeps its text', () => {
  const body = '{"amount":"9007199254740993","note":"a\\nb"}';
  expect(JSON.parse(indentJson(body))).toEqual(JSON.parse(body));
  expect(indentJson(body)).toContain('\n  "amount": "9007199254740993"');
});

test('what is not JSON is shown as it is', () => {
  expect(indentJson('{broken')).toBe('{broken');
});

test('counts are grouped by the narrow space that amounts have', () => {
  expect([0, 999, 1000, 100_000, 1_234_567].map(grouped)).toEqual([
    '0',
    '999',
    '1\u202f000',
    '100\u202f000',
    '1\u202f234\u202f567',
  ]);
});
