import type { AddressRow } from '../../electron/contract/accounts.ts';
import { otherFormText } from '../texts/chains.ts';

/** The same address as other papers and programs write it, for comparison. */
export function OtherForms({ forms }: { readonly forms: AddressRow['otherForms'] }) {
  return forms.map(({ name, text }) => (
    <div key={name}>
      <div className="block-label">{otherFormText(name)}</div>
      <div className="mono legacy">{text}</div>
    </div>
  ));
}
