import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../electron/core/officer/officer.ts';
import { checkSkippers } from '../../../../electron/core/policy/who-skips-time.ts';
import { codeOf } from '../../../support/core-samples.ts';

const officer = (id: string, ...roles: Role[]) => ({ id, name: id, roles });
const mara = officer('mara', 'maker');
const ben = officer('ben', 'approver');
const dev = officer('dev', 'policy-admin', 'auditor');
const eva = officer('eva', 'policy-admin');

describe('time that was not seen is skipped by', () => {
  it('two policy admins, where there are two', () => {
    const officers = [mara, ben, dev, eva];
    expect(codeOf(checkSkippers(officers, 'dev', 'eva'))).toBe('accepted');
    expect(codeOf(checkSkippers(officers, 'dev', 'ben')), 'an approver does not do').toBe('role-missing');
    expect(codeOf(checkSkippers(officers, 'ben', 'dev'))).toBe('role-missing');
  });

  it('the only policy admin with an approver', () => {
    const officers = [mara, ben, dev];
    expect(codeOf(checkSkippers(officers, 'dev', 'ben'))).toBe('accepted');
    expect(codeOf(checkSkippers(officers, 'dev', 'mara')), 'a maker does not do').toBe('role-missing');
    expect(codeOf(checkSkippers(officers, 'ben', 'dev'))).toBe('role-missing');
  });

  it('nobody who is no officer of the policy', () => {
    expect(codeOf(checkSkippers([mara, ben, dev], 'mallory', 'ben'))).toBe('role-missing');
    expect(codeOf(checkSkippers([mara, ben, dev], 'dev', 'mallory'))).toBe('role-missing');
    expect(codeOf(checkSkippers([mara, ben, dev], null, 'ben'))).toBe('role-missing');
  });
});
