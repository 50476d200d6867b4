import { useTreasury } from '../state/app-context.ts';
import { Amount } from './amount.tsx';
import { Grade } from './grade.tsx';
import { NodeWord } from './node-word.tsx';

type Of = Readonly<Record<'balance' | 'unproven' | 'existed', string>>;

/** Beside a balance of vaults: how much of it is not proven, where the line proves the rest; else on whose word all of it rests. */
export function RestNotProven({ balance, unproven, existed }: Of) {
  const { node } = useTreasury();
  if (node?.restsOn !== 'validators') return <NodeWord />;
  return unproven === '0' ? null : <BalanceGrade {...{ balance, unproven, existed }} />;
}

/** Says of a balance whether it is proven, and how much of it is not, by what stands behind it. */
export function BalanceGrade(props: Of) {
  const [unproven, existed] = [BigInt(props.unproven), BigInt(props.existed)];
  const parts = [
    ['proven', BigInt(props.balance) - unproven],
    ['existed', existed],
    ['unproven', unproven - existed],
  ] as const;
  const some = parts.filter(([, units]) => units > 0n);
  if (some.length === 1) return some.map(([grade]) => <Grade key={grade} grade={grade} />);
  // What is proven is the rest.
  return some.flatMap(([grade, units]) =>
    grade === 'proven'
      ? []
      : [
          <Grade key={grade} grade={grade}>
            <Amount units={units.toString()} />
          </Grade>,
        ],
  );
}
