import type { Asset } from '../../../electron/core/asset.ts';

export const toyAsset: Asset = { id: 'TOY', unit: 'toys', decimals: 5 };
