-- Series of readings, numbered in the order in which they appeared.
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    sensor TEXT NOT NULL,
    quantity TEXT NOT NULL,
    first_micros INTEGER,
    last_micros INTEGER
);

-- One hour of a bucket of series; the id is the bucket, then the hour.
CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    data BLOB NOT NULL
);

-- Readings that are safe but not yet merged into segments.
CREATE TABLE delta (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    data BLOB NOT NULL
);

CREATE TABLE books (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (source, kind, reason)
) WITHOUT ROWID;

-- Messages that could not be used, or not wholly.
CREATE TABLE dead_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    receipt_micros INTEGER NOT NULL,
    source TEXT NOT NULL,
    topic TEXT NOT NULL,
    payload BLOB NOT NULL,
    cut_length INTEGER,
    cut_sha256 TEXT
);

CREATE TABLE dead_letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message INTEGER NOT NULL REFERENCES dead_message (id),
    element INTEGER NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX dead_letter_reason ON dead_letter (reason, id);
CREATE INDEX dead_letter_message ON dead_letter (message);

-- Where projections and the archive itself are.
CREATE TABLE note (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
