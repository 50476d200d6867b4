import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useState } from 'react';
import type { AddressRow } from '../../../electron/contract/accounts.ts';
import { isPractice } from '../../../electron/core/network-id.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { CopyAddress } from '../../components/copy-address.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { OtherForms } from '../../components/other-forms.tsx';
import { Facts } from '../../components/panel.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useTreasury } from '../../state/app-context.ts';
import { texts } from '../../texts/texts.ts';
import { PracticeDepositDialog } from './practice-deposit-dialog.tsx';

/** A deposit address in every form in which someone may meet it; what nobody signed is shown in none. */
export function AddressCard({ row }: { readonly row: AddressRow }) {
  const { address, problem } = row;
  return (
    <div className="block">
      {address === null ? (
        problem && <ErrorNotice problem={problem} />
      ) : (
        <SignedAddress row={row} address={address} />
      )}
    </div>
  );
}

function SignedAddress({ row, address }: { readonly row: AddressRow; readonly address: string }) {
  const { network } = useTreasury();
  const [simulating, setSimulating] = useState(false);
  return (
    <>
      <div>
        <AddressBlocks address={address} />
      </div>
      <Facts of={[[texts.accounts.addressBalance, <Amount key="balance" units={row.balance} />]]} />
      <div className="address-card">
        <div className="stack">
          <div>
            <CopyAddress address={address} />
          </div>
          {isPractice(network) && (
            <div>
              <Button
                variant="light"
                leftSection={<IconFlask size={15} />}
                onClick={() => setSimulating(true)}
              >
                {texts.accounts.simulate}
              </Button>
            </div>
          )}
        </div>
        <QrCode text={address} label={texts.accounts.qr} size={132} />
      </div>
      {simulating && <PracticeDepositDialog address={address} onClose={() => setSimulating(false)} />}
    </>
  );
}

/** What only a check by another program needs of an address: the path of its key, and its other forms. */
export function AddressDetails({ row }: { readonly row: AddressRow }) {
  return (
    <>
      <Facts
        of={[
          [
            texts.accounts.path,
            <span key="path" className="mono small">
              {row.pathText}
            </span>,
          ],
        ]}
      />
      {row.address !== null && <OtherForms forms={row.otherForms} />}
    </>
  );
}
