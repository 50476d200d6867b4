import { messageTexts as text } from '../../texts/message-texts.ts';

/** A text that is signed, whole, and how long it is: what no screen shows is refused before it comes here. */
export function WholeText({ of }: { readonly of: string }) {
  return (
    <div className="block">
      <div>
        <div className="block-label">
          {text.signedText}
          <span>{text.size([...of].length, of.split('\n').length)}</span>
        </div>
        <p className="message-text selectable">{of}</p>
      </div>
    </div>
  );
}
