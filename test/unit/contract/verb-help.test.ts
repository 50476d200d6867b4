import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { channels, contract } from '../../../electron/contract/contract.ts';
import { passwordSchema, wordNumbers } from '../../../electron/contract/shared.ts';
import { formOf, verbHelp } from '../../../electron/contract/verb-help.ts';

const blocks = () =>
  new Map(
    verbHelp()
      .split(/\n(?! )/)
      .map((block) => {
        const [verb = '', input = '', answers = ''] = block.split('\n');
        return [verb, { input, answers }];
      }),
  );

describe('the help', () => {
  it('has every verb of the contract once, in its order, and no other', () => {
    expect([...blocks().keys()]).toEqual(channels);
    expect(verbHelp().split('\n')).toHaveLength(channels.length * 3);
  });

  it.each(channels)('says every member of the input of %s', (verb) => {
    const { input, answers } = blocks().get(verb) ?? { input: '', answers: '' };
    expect(input).toBe(`    input   ${formOf(contract[verb].input)}`);
    expect(answers).toBe(`    answers ${formOf(contract[verb].output)}`);
    const schema = contract[verb].input;
    for (const name of 'entries' in schema ? Object.keys(schema.entries) : [])
      expect(input).toContain(`"${name}": `);
  });

  it('names only kinds of values that a line of JSON has', () => {
    // Quoted words are names and choices; what is left are kinds.
    const kinds = verbHelp()
      .split('\n')
      .filter((line) => line.startsWith(' '))
      .map((line) => line.replace(/^ +(input|answers) +/, '').replaceAll(/"[^"]*"/g, ''))
      .flatMap((line) => line.match(/[A-Za-z_]+/g) ?? []);
    const known = [
      'string',
      'number',
      'boolean',
      'null',
      'NUMBER',
      'or',
      'nothing',
      'a',
      'code',
      'true',
      'false',
    ];
    expect([...new Set(kinds)].filter((kind) => !known.includes(kind))).toEqual([]);
  });

  it('asks for passwords by descriptor or prompt, never as text', () => {
    const asking = [...blocks().values()].filter(({ input }) => /"(password|next|again)": /.test(input));
    expect(asking.length).toBeGreaterThan(5);
    for (const { input } of asking) {
      for (const [, form] of input.matchAll(/"(?:password|next|again)": (.{7})/g)) {
        expect(form).toBe('{"$fd":');
      }
    }
  });
});

describe('the form of a schema', () => {
  it.each<[v.GenericSchema, string]>([
    [v.string(), 'string'],
    [v.pipe(v.string(), v.uuid()), 'string'],
    [v.nullable(v.number()), 'number | null'],
    [v.array(v.boolean()), '[boolean, ...]'],
    [v.literal('x'), '"x"'],
    [v.picklist(['a', 'b']), '"a" | "b"'],
    [v.picklist(Array.from({ length: 13 }, (_, i) => `code ${i}`)), 'string (a code)'],
    [v.strictObject({}), '{}'],
    [v.strictObject({ a: v.string(), b: v.nullable(v.literal(1)) }), '{ "a": string, "b": 1 | null }'],
    [
      v.variant('kind', [
        v.strictObject({ kind: v.literal('x') }),
        v.strictObject({ kind: v.literal('y'), n: v.number() }),
      ]),
      '{ "kind": "x" } | { "kind": "y", "n": number }',
    ],
    [passwordSchema, '{"$fd": NUMBER} or {"$prompt": "TEXT"}'],
    [wordNumbers, '{"$numbers": [NUMBER, ...]}'],
  ])('is one line', (schema, form) => {
    expect(formOf(schema)).toBe(form);
  });
});
