import type { Bridge } from '../electron/contract/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload script; the only way out of this window. */
    readonly sallyport: Bridge;
  }
}
