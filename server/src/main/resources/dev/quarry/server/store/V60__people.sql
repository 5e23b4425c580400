-- What sessions, invitations and tokens say of themselves, beside their secret.
ALTER TABLE credential ADD COLUMN project TEXT;  -- the project that an invitation leads into
ALTER TABLE credential ADD COLUMN seen BIGINT;   -- when it was last used
ALTER TABLE credential ADD COLUMN place TEXT;    -- from where: an address and the name of a browser
CREATE INDEX credential_of_account ON credential (account, kind);
CREATE INDEX event_by ON event (project, actor, seq);
