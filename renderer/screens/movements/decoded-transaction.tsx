import type { DecodedView } from '../../../electron/contract/movements.ts';
import { formatPath } from '../../../electron/core/derivation-path.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { numbered } from '../../components/numbered.ts';
import { Section } from '../../components/panel.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { networkText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';

/** What the stored bytes do, in whole: the screen on which a decision rests. */
export function DecodedTransaction({ decoded }: { readonly decoded: DecodedView }) {
  const text = texts.movements;
  return (
    <>
      <Section title={texts.common.wordCode} hint={text.wordCodeHint}>
        <div className="code-box stack-tight">
          <WordCode code={decoded.wordCode} />
          <p className="small">
            <span className="dim">{text.digest}</span>{' '}
            <span className="mono selectable breaks">{decoded.digestText}</span>
          </p>
        </div>
      </Section>
      <Section title={text.decoded} hint={text.decodedHint}>
        <div className="block">
          <div>
            <div className="block-label">
              {text.from}
              <span className="mono small">{formatPath(decoded.senderPath)}</span>
            </div>
            <AddressBlocks address={decoded.sender} label={text.from} />
          </div>
          {numbered(decoded.payments).map(({ place, item: payment }) => (
            <div key={place}>
              <div className="block-label">
                {payment.ownVaultName === null ? text.paysOutsider : text.paysOwn(payment.ownVaultName)}
                <Amount nanos={payment.amount} />
              </div>
              <AddressBlocks address={payment.recipient} label={text.pays} />
              <div className="mono legacy">{payment.legacy}</div>
            </div>
          ))}
          <div>
            <div className="block-label">
              <span>
                {text.change}, {text.changeHint}
              </span>
              <Amount nanos={decoded.changeAtLeast} />
            </div>
            <AddressBlocks address={decoded.changeTo} label={text.change} />
          </div>
          <div>
            <div className="block-label">
              <span>
                {text.gas}, {text.gasHint} <span className="figure">{decoded.gasPrice}</span>
              </span>
              <Amount nanos={decoded.gasBudget} />
            </div>
            <div className="block-label">
              <span>
                {text.inputs}, {text.inputsHint(decoded.inputs.length)}
              </span>
              <Amount nanos={decoded.inputsTotal} />
            </div>
            <div className="block-label">
              {text.total}
              <Amount nanos={decoded.total} />
            </div>
            <p className="dim small">
              {networkText[decoded.network].name}, {texts.band.chain}{' '}
              <span className="mono">{decoded.chain}</span>, {text.bytes(decoded.bytesLength)}
            </p>
          </div>
        </div>
      </Section>
    </>
  );
}
