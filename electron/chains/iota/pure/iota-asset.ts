import type { Asset } from '../../../core/asset.ts';

export const iotaAsset: Asset = { id: 'IOTA', unit: 'IOTA', decimals: 9 };
