/** Vaults that a rotation replaced: they pay own vaults alone and give out no addresses. */
export const retiredVaults = `
CREATE TABLE retired_vaults (
  vault_id TEXT PRIMARY KEY,
  retired_at INTEGER NOT NULL
) STRICT;
`;
