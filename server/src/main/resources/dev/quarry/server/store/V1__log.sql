-- The truth: what happened, in order. Nothing here is ever updated or deleted.
CREATE TABLE event (
    seq     BIGINT PRIMARY KEY,
    project TEXT   NOT NULL,
    act     BIGINT NOT NULL,
    at      BIGINT NOT NULL, -- milliseconds since 1970 in UTC
    actor   TEXT   NOT NULL,
    type    TEXT   NOT NULL,
    fact    TEXT   NOT NULL, -- JSON
    hash    TEXT   NOT NULL
);
CREATE INDEX event_of_project ON event (project, seq);

-- What the items of a project are. Rows are added with an event and never change.
CREATE TABLE item (
    project TEXT    NOT NULL,
    item    INTEGER NOT NULL, -- its row, from 0 on
    id      BIGINT  NOT NULL,
    name    TEXT    NOT NULL,
    content TEXT,             -- a text, or the path of a picture below its root
    root    TEXT,             -- the folder that content is below, by name
    sha256  TEXT,
    fields  TEXT    NOT NULL, -- JSON: the other columns as they came
    PRIMARY KEY (project, item)
);

CREATE TABLE account (
    name     TEXT   PRIMARY KEY,
    password TEXT,            -- salted hash; null where the account logs in by a link only
    role     TEXT   NOT NULL, -- in the whole installation: owner or member
    created  BIGINT NOT NULL,
    disabled BIGINT           -- when; null while it may log in
);

CREATE TABLE member (
    project TEXT NOT NULL,
    account TEXT NOT NULL,
    role    TEXT NOT NULL, -- owner, reviewer, labeller or viewer
    PRIMARY KEY (project, account)
);

-- Sessions, invitations and program tokens are kept by the hash of their secret.
CREATE TABLE credential (
    secret  TEXT   PRIMARY KEY,
    kind    TEXT   NOT NULL, -- session, invitation or token
    account TEXT   NOT NULL,
    name    TEXT   NOT NULL,
    scope   TEXT   NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    used    BIGINT
);

-- Answers to requests that may come again.
CREATE TABLE idempotency (
    account TEXT   NOT NULL,
    request TEXT   NOT NULL,
    answer  TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (account, request)
);
