import { create } from 'zustand';
import type { AssetView } from '../../electron/contract/treasury.ts';

const useAssetState = create<{ readonly asset: AssetView }>(() => ({
  asset: { id: '', unit: '', decimals: 0 },
}));

/** What amounts on the screens are counted in: the asset of the open treasury. */
export const useAsset = (): AssetView => useAssetState(({ asset }) => asset);

/** The same outside of a component. */
export const presentAsset = (): AssetView => useAssetState.getState().asset;

/** Takes in the asset of the treasury that was opened. */
export function takeInAsset(asset: AssetView): void {
  const { id, unit, decimals } = presentAsset();
  if (asset.id !== id || asset.unit !== unit || asset.decimals !== decimals)
    useAssetState.setState({ asset });
}
