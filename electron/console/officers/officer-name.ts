/** The name of an officer of the policy; null for nobody, and for one whom it does not know. */
export const officerName = (
  { officers }: { readonly officers: readonly { readonly id: string; readonly name: string }[] },
  officerId: string | null,
): string | null => officers.find(({ id }) => id === officerId)?.name ?? null;
