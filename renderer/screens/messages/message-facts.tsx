import type { MessageView } from '../../../electron/contract/messages.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { Facts } from '../../components/panel.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { messageTexts as text } from '../../texts/message-texts.ts';
import { WholeText } from './whole-text.tsx';

/** What is decided about: the whole text, the whole address, and the words by which people compare both. */
export function MessageFacts({ message }: { readonly message: MessageView }) {
  return (
    <>
      <WholeText of={message.text} />
      <div className="block">
        <div>
          <div className="block-label">
            {text.address}
            <span>{message.vaultName}</span>
          </div>
          <AddressBlocks address={message.address} label={text.address} />
          {message.addressForms.map((form) => (
            <div key={form.name} className="mono legacy">
              {form.text}
            </div>
          ))}
        </div>
      </div>
      <div className="code-box stack-tight">
        <WordCode code={message.wordCode} />
        <p className="dim small">{text.codeHint}</p>
      </div>
      <Facts
        of={[
          [
            text.path,
            <span key="path" className="mono">
              {message.path}
            </span>,
          ],
          [text.maker, message.makerName ?? text.somebody],
          [text.until, <FullMoment key="until" at={message.expiresAt} />],
        ]}
      />
    </>
  );
}
