import { describe, expect, it } from 'vitest';
import type { Movement } from '../../../../electron/books/rows.ts';
import { decideApproval } from '../../../../electron/console/movements/approve.ts';
import { officerOf } from '../../../../electron/core/actor.ts';
import { refusalFor } from '../../../../electron/core/movement/movement-actions.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import {
  approval,
  codeOf,
  officers,
  policy,
  rule,
  subject,
  type TestOfficer,
} from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';
import { must } from '../../../support/must.ts';
import { as, movement, movementId, onMovement, written } from './samples.ts';

const decide = (by: TestOfficer, of: Movement, under = policy()) =>
  decideApproval({
    movement: of,
    approval: approval(by),
    digest: subject.digest,
    policy: under,
    actor: as(by),
  });

describe('an approval', () => {
  it('is one entry with the signed document, on the movement as it was seen', async () => {
    const { expects, entries, changes } = await written(decide(officers.ben, movement()));
    expect(expects).toEqual([onMovement]);
    expect(entries).toMatchObject([
      {
        kind: 'proposal-approved',
        actor: { kind: 'person', officerId: officers.ben.id },
        documents: [{ kind: 'approval', document: approval(officers.ben) }],
        body: { movementId, digest: subject.digest, reached: true },
        witness: expect.stringMatching(/^[0-9a-f]{128}$/),
      },
    ]);
    expect(changes).toMatchObject([
      { kind: 'approval-added', movementId, approval: approval(officers.ben) },
      { kind: 'movement-moved', id: movementId, to: 'approved' },
    ]);
  });

  it('that is not the last one leaves the movement where it is', async () => {
    const { entries, changes } = await written(decide(officers.ben, movement({ ruleId: 'large' })));
    expect(entries).toMatchObject([{ body: { reached: false } }]);
    expect(changes.map(({ kind }) => kind)).toEqual(['approval-added']);
  });

  it('meets no quorum of a movement that no rule has let pass yet', () => {
    expect(must(decide(officers.ben, movement({ ruleId: null }))).entries).toMatchObject([
      { body: { reached: false } },
    ]);
  });
});

/** The movement after these changes, by the changes only. */
function after(before: Movement, changes: readonly Change[]): Movement {
  let now = before;
  for (const change of changes) {
    if (change.kind === 'approval-added') {
      const by = officerOf(change.approval.statement.actor) ?? '';
      now = { ...now, version: now.version + 1, approvedBy: [...now.approvedBy, by] };
    } else if (change.kind === 'movement-moved') {
      now = { ...now, version: now.version + 1, state: change.to };
    }
  }
  return now;
}

it('whoever clicks how often: an approval is counted once an officer, of approvers other than the maker', async () => {
  const all = Object.values(officers);
  const clicks = fc.array(fc.constantFrom(...all), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      clicks,
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(officers.mara, officers.erin),
      async (clicking, needed, maker) => {
        let now = movement({ ruleId: 'asking', makerId: maker.id });
        const under = policy({ rules: [rule({ id: 'asking', approvals: needed })] });
        const counted = new Set<string>();
        for (const officer of clicking) {
          const facts = {
            ...now,
            stopped: false,
            mandated: false,
            officer,
            vaultOpen: true,
            hasVaults: true,
          };
          const refusal = refusalFor('approve', facts);
          const counts =
            counted.size < needed &&
            officer.roles.includes('approver') &&
            officer.id !== maker.id &&
            !counted.has(officer.id);
          expect(refusal === null).toBe(counts);
          if (refusal) continue;
          now = after(now, (await written(decide(officer, now, under))).changes);
          counted.add(officer.id);
          expect(now.state).toBe(counted.size >= needed ? 'approved' : 'proposed');
        }
        expect(now.approvedBy).toEqual([...counted]);
      },
    ),
    { numRuns: 60 },
  );
});

it('a second click of the same officer is refused before anything is signed', () => {
  const facts = {
    ...movement({ approvedBy: [officers.ben.id] }),
    stopped: false,
    mandated: false,
    officer: officers.ben,
    vaultOpen: true,
    hasVaults: true,
  };
  const refusal = refusalFor('approve', facts);
  expect(refusal && codeOf(refusal)).toBe('approval-duplicate-officer');
});
