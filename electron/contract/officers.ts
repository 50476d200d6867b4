import * as v from 'valibot';
import { roles } from '../core/officer/officer.ts';
import { uuidSchema } from '../core/schema.ts';
import { none, passwordSchema, text } from './shared.ts';

export const officerViewSchema = v.strictObject({
  id: uuidSchema,
  name: text,
  roles: v.array(v.picklist(roles)),
});
export type OfficerView = v.InferOutput<typeof officerViewSchema>;

export const officerVerbs = {
  /** Signs one more officer in at this caller. */
  'officer.sign-in': {
    input: v.strictObject({ officerId: uuidSchema, password: passwordSchema }),
    output: none,
  },
  /** Signs an officer of this caller out; null: all of them. */
  'officer.sign-out': { input: v.strictObject({ officerId: v.nullable(uuidSchema) }), output: none },
} as const;
