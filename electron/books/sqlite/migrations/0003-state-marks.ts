/**
 * Where a vault's sealed state stands is read from the signed journal entries themselves; the table that repeated it,
 * unsigned, goes. The index finds a vault's entries of that kind, newest first.
 */
export const stateMarks = `
DROP TABLE counters;
CREATE INDEX journal_marks ON journal (json_extract(entry, '$.body.vaultId'), seq)
  WHERE json_extract(entry, '$.body.era') IS NOT NULL;
`;
