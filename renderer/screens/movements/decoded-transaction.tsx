import type { DecodedView } from '../../../electron/contract/movements.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Grade } from '../../components/grade.tsx';
import { InBook } from '../../components/in-book.tsx';
import { numbered } from '../../components/numbered.ts';
import { Section } from '../../components/panel.tsx';
import { StrangeAddress } from '../../components/strange-address.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { detailText, networkText } from '../../texts/chains.ts';
import { texts } from '../../texts/texts.ts';
import { fullWhen } from '../../texts/when.ts';

/**
 * What the stored bytes do, in whole: the screen on which a decision rests.
 * @param props.mandated it is approved by a mandate, whose word code is the one to compare
 */
export function DecodedTransaction({
  decoded,
  mandated,
}: {
  readonly decoded: DecodedView;
  readonly mandated: boolean;
}) {
  const text = texts.movements;
  return (
    <>
      {!mandated && (
        <Section title={texts.common.wordCode} hint={text.wordCodeHint}>
          <div className="code-box stack-tight">
            <WordCode code={decoded.wordCode} />
            <p className="small">
              <span className="dim">{text.digest}</span>{' '}
              <span className="mono selectable breaks">{decoded.digestText}</span>
            </p>
          </div>
        </Section>
      )}
      <Section title={text.decoded} hint={text.decodedHint}>
        <div className="block">
          {decoded.payers.map(({ address, path, problem }) => (
            <div key={address}>
              <div className="block-label">
                {problem === null ? text.fromVault(decoded.vaultName) : text.from}
                {path !== null && <span className="mono small">{path}</span>}
              </div>
              <AddressBlocks address={address} label={text.from} />
              {problem && <ErrorNotice problem={problem} />}
            </div>
          ))}
          {decoded.payments.length === 0 && <div className="block-label">{text.paysNobody}</div>}
          {numbered(decoded.payments).map(({ place, item: payment }) => (
            <div key={place}>
              <div className="block-label">
                {payment.ownVaultName === null ? text.paysOutsider : text.paysOwn(payment.ownVaultName)}
                <Amount units={payment.amount} />
              </div>
              <AddressBlocks address={payment.recipient} label={text.pays} />
              <StrangeAddress strange={payment.strange} />
              <InBook inBook={payment.inBook} alike={payment.alike} />
              {payment.otherForms.map((form) => (
                <div key={form.name} className="mono legacy">
                  {form.text}
                </div>
              ))}
            </div>
          ))}
          {decoded.memo !== null && (
            <div>
              <div className="block-label">{text.memo}</div>
              <div className="selectable breaks">{decoded.memo}</div>
            </div>
          )}
          {decoded.changeTo !== null && (
            <div>
              <div className="block-label">
                <span>
                  {text.change}, {text.changeHint}
                </span>
                <Amount units={decoded.changeAtLeast} />
              </div>
              <AddressBlocks address={decoded.changeTo} label={text.change} />
              {decoded.changeProblem && <ErrorNotice problem={decoded.changeProblem} />}
            </div>
          )}
          <div>
            <div className="block-label">
              <span>
                {text.fee}, {text.feeHint}
              </span>
              <Amount units={decoded.feeAtMost} />
            </div>
            {decoded.details.map(({ name, value }) => (
              <div key={name} className="block-label">
                {detailText(decoded.chain, name)}
                <span className="figure breaks">{value}</span>
              </div>
            ))}
            <div className="block-label">
              <span>
                {text.inputs}, {text.inputsHint(decoded.inputs.length)}
              </span>
              <Amount units={decoded.inputsTotal} />
            </div>
            <BehindInputs decoded={decoded} />
            <div className="block-label">
              {text.total}
              <Amount units={decoded.total} />
            </div>
            <ValidUntil decoded={decoded} />
            <p className="dim small">
              {networkText(decoded.network).name}, {texts.band.genesis}{' '}
              <span className="mono">{decoded.genesis}</span>, {text.bytes(decoded.bytesLength)}
            </p>
          </div>
        </div>
      </Section>
    </>
  );
}

/** What stands behind the inputs, and the certificates that came with the proposal. */
export function BehindInputs({ decoded: { grade, certified } }: { readonly decoded: DecodedView }) {
  if (grade === null) return null;
  return (
    <>
      <Grade grade={grade} />
      {certified && (
        <p className="dim small">
          {texts.grades.certifiedIn(certified.inputs, certified.checkpoint, fullWhen(certified.at))}
        </p>
      )}
    </>
  );
}

/** Until when the network takes the transaction. */
export function ValidUntil({ decoded: { validUntil } }: { readonly decoded: DecodedView }) {
  if (validUntil === null) return null;
  const text = texts.movements;
  return (
    <div className="block-label">
      {text.valid}
      <span className="figure breaks">
        {validUntil.kind === 'epoch'
          ? text.validEpoch(validUntil.epoch, validUntil.present)
          : text.validTime(fullWhen(validUntil.at))}
      </span>
    </div>
  );
}
