/** An entry about envelopes, by what is signed in it. A query has to say it in these words. */
export const TELLS_OF_ENVELOPES = `json_extract(CAST(entry AS TEXT), '$.kind')
  IN ('station-joined', 'station-introduced', 'envelope-made', 'envelope-taken', 'drop-folder-set')`;

/** An entry about messages to sign, in the same way. */
export const TELLS_OF_MESSAGES = `json_extract(CAST(entry AS TEXT), '$.kind')
  IN ('message-asked', 'message-received', 'message-approved', 'message-refused', 'message-not-signed', 'message-signed')`;

/** An entry about the address book, in the same way. */
export const TELLS_OF_BOOK = `json_extract(CAST(entry AS TEXT), '$.kind')
  IN ('recipient-entered', 'recipient-verified', 'recipient-removed')`;
