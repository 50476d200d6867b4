import * as v from 'valibot';
import { type Asset, assetIdSchema } from './asset.ts';
import { unitsSchema } from './money.ts';

/** An amount as statements name it: asset, and base units as decimal text. */
export const amountSchema = v.strictObject({ asset: assetIdSchema, units: unitsSchema });
export type Amount = Readonly<v.InferOutput<typeof amountSchema>>;

/** Base units of an asset, as statements name them. */
export const amountOf = (units: bigint, asset: Pick<Asset, 'id'>): Amount => ({
  asset: asset.id,
  units: units.toString(),
});
