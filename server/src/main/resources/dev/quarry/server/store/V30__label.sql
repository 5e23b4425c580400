-- A key that comes again with another request is a mistake of its sender; old keys are swept by their age.
ALTER TABLE idempotency ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
CREATE INDEX idempotency_by_age ON idempotency (at);
