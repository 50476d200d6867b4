import type { CameBackView } from '../../../electron/contract/ceremony.ts';
import { amountText } from '../../components/amount.tsx';
import { ComesBack } from '../../components/words-alone.tsx';
import { stageTexts } from '../../texts/ceremony-texts.ts';

const text = stageTexts.end.back;

/** After a restore: what really came back, counted, and what did not. */
export function CameBack({ back }: { readonly back: CameBackView }) {
  const unnamed = back.accounts - back.named;
  const comes = [
    text.keys,
    back.known ? text.known : text.accounts(back.accounts, back.addresses, back.changeAddresses),
    ...(back.balance === null ? [] : [text.balance(amountText(back.balance))]),
    ...(back.known || back.named === 0 ? [] : [text.names(back.named)]),
    ...(back.payments === 0 ? [] : [text.payments(back.payments)]),
  ];
  const lost = [
    ...(back.balance === null ? [text.notSearched] : []),
    text.unused,
    ...(back.known ? [] : [...(unnamed === 0 ? [] : [text.noNames(unnamed)]), text.journal, text.open]),
  ];
  return (
    <ComesBack title={text.title} lead={text.lead} comes={[text.comes, comes]} lost={[text.lost, lost]} />
  );
}
