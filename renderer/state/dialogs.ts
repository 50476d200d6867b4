import { create } from 'zustand';

/** The dialog of the shell that is open; at most one. */
type ShellDialog =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'settle' }
  | { readonly kind: 'clock'; readonly vaultId: string }
  /** Null: every vault. */
  | { readonly kind: 'freeze'; readonly vaultId: string | null }
  | { readonly kind: 'lift'; readonly digest: string }
  | { readonly kind: 'unlock'; readonly vaultId: string };

interface Dialogs {
  readonly open: ShellDialog | null;
  readonly show: (dialog: ShellDialog) => void;
  /** Closes this dialog, if it is still the one that is open; without one, whichever is. */
  readonly close: (dialog?: ShellDialog) => void;
}

export const useDialogs = create<Dialogs>((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: (dialog) =>
    set((before) => (dialog === undefined || before.open === dialog ? { open: null } : before)),
}));
