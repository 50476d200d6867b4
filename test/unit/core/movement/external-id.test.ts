import { expect, it } from 'vitest';
import { MAX_EXTERNAL_ID_LENGTH, parseExternalId } from '../../../../electron/core/movement/external-id.ts';
import { codeOf } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';

it.each(['7', 'W-1', 'order/2026#7', 'a.b_c:d', 'x'.repeat(MAX_EXTERNAL_ID_LENGTH)])(
  'a program may call a payment "%s"',
  (id) => {
    expect(must(parseExternalId(id))).toBe(id);
  },
);

it.each(['', ' W-1', 'W-1 ', '-1', 'Ж-1', 'W\u200b1', 'W\n1', 'x'.repeat(MAX_EXTERNAL_ID_LENGTH + 1)])(
  'not "%s": two ids that look the same are the same',
  (id) => {
    expect(codeOf(parseExternalId(id))).toBe('external-id-malformed');
  },
);
