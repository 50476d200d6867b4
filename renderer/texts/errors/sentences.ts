/** Sentences that many errors end with. */

export const UNMOVED = 'No money has moved.';
export const NOTHING_MOVES = 'Nothing was signed. A message moves no money in any case.';
export const NOT_REQUESTED = 'Nothing was requested; no money has moved.';
export const NOT_SIGNED = 'Nothing was signed; the money stays in the vault.';
export const NOT_COUNTED = 'The approval does not count; nothing was signed.';
export const NOT_CREATED = 'Nothing was created; no money has moved.';
export const NOTHING_KEPT = 'Nothing was kept of what was typed; no money has moved.';
export const FILE_SAFE = 'The file was not changed; the money on the chain is untouched.';
export const FOLDER_SAFE = 'The folder was only read; nothing was taken over.';
export const UNKNOWN_SENT =
  'Money on the chain is safe. Whether a transaction just sent was accepted is not known yet.';

export const ASK_ANEW = 'Ask for it again. If it is refused once more, stop and tell the policy admin.';
export const ALARM =
  'Do not go on with this proposal. Reject it, and tell the policy admin: a file or program outside the signer may be tampering.';
export const RETYPE_AMOUNT = 'Type the amount in whole units and a fraction, for example 12.5.';
export const ASK_AGAIN =
  'Ask the approver to look at the present transaction, compare the word code and approve again.';
export const NOT_FROM_COLD = 'Moving money from cold to hot is not in this release.';
export const NOTHING_RESTORED = 'Nothing was restored and nothing was changed; no money has moved.';
export const NO_OPINION = 'There is no second opinion. The vault is as it was, and no money has moved.';
export const GET_AGAIN =
  'Remove the folder electron/official/library/node_modules and get the library again, see docs/iota-wallet.md.';
export const NOT_CREDITED = 'No money has moved; nothing of this answer is credited or counted.';
export const ANOTHER_NODE =
  'Sallyport asks the next node by itself. If this one goes on so, take it off the list and tell who runs it.';
export const DESK_ANEW = "An officer's desk has no backup: it is made anew from a treasury envelope.";
export const FROM_BACKUP = 'Choose the right file, or take the vault file from a backup.';
