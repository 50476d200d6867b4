import * as v from 'valibot';
import { type Asset, assetIdSchema } from './asset.ts';
import { unitsSchema } from './money.ts';

/** An amount as signed documents name it: asset, and base units as decimal text. */
export const amountSchema = v.strictObject({ asset: assetIdSchema, units: unitsSchema });
export type Amount = Readonly<v.InferOutput<typeof amountSchema>>;

/** An amount that can be below zero, as a fee where the network gives back more than it takes. */
export const signedAmountSchema = v.strictObject({
  asset: assetIdSchema,
  units: v.pipe(v.string(), v.regex(/^(0|-?[1-9][0-9]{0,18})$/, 'expected base units')),
});

/** An amount inside the code, where it names its asset: base units as bigint. */
export interface Money {
  readonly asset: string;
  readonly units: bigint;
}

/** Base units of an asset, as statements name them. */
export const amountOf = (units: bigint, asset: Pick<Asset, 'id'>): Amount => ({
  asset: asset.id,
  units: units.toString(),
});

export const moneyOf = (units: bigint, asset: Pick<Asset, 'id'>): Money => ({ asset: asset.id, units });

/** Whether an amount is of this asset. Only such amounts may be added up or compared. */
export const isOf = (amount: Pick<Amount, 'asset'>, asset: Pick<Asset, 'id'>): boolean =>
  amount.asset === asset.id;
