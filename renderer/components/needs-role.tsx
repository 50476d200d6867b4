import type { Role } from '../../electron/core/officer/officer.ts';
import { useActingOfficer } from '../state/app-context.ts';
import { errorTexts } from '../texts/errors.ts';
import { OtherOfficers } from './reason-help.tsx';

/** Whether somebody acts who does not have a role. */
export function useLacksRole(role: Role): boolean {
  const officer = useActingOfficer();
  return officer !== null && !officer.roles.includes(role);
}

/** Says that the officer who acts does not have a role, before anything is asked for, and offers those who have it. */
export function LacksRole({ having }: { readonly having: Role }) {
  return (
    <div className="row row-wrap" role="status">
      <span className="action-why">{errorTexts['role-missing'].what}</span>
      <OtherOfficers having={having} />
    </div>
  );
}
