/** What came with the ceremonies. */
export const ceremonies = `
-- Vaults that a rotation replaced: they pay own vaults alone and give out no addresses.
CREATE TABLE retired_vaults (
  vault_id TEXT PRIMARY KEY,
  retired_at INTEGER NOT NULL
) STRICT;

-- Wrong passwords in a row, by the vault or officer whose file was tried.
CREATE TABLE password_failures (
  owner_id TEXT PRIMARY KEY,
  failures INTEGER NOT NULL CHECK (failures > 0),
  last_failure_at INTEGER NOT NULL
) STRICT;
`;
