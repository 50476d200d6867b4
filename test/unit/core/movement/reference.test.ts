import { describe, expect, it } from 'vitest';
import { parseReference } from '../../../../electron/core/movement/reference.ts';
import { codeOf } from '../../../support/core-samples.ts';

describe('a reference', () => {
  it('may be empty, and counts characters as a person does', () => {
    expect(parseReference(' ')).toEqual({ ok: true, value: '' });
    expect(parseReference('😀'.repeat(140)).ok).toBe(true);
    expect(codeOf(parseReference('😀'.repeat(141)))).toBe('reference-too-long');
  });

  it('takes the joiners that a script needs', () => {
    expect(parseReference('അരുണ്\u200d 12').ok).toBe(true);
  });

  it.each(['a\nb', 'a\u202eb', 'a\u200bb', 'a\u200db', 'a\ud800'])('%j is refused', (text) => {
    expect(codeOf(parseReference(text))).toBe('reference-control-character');
  });
});
