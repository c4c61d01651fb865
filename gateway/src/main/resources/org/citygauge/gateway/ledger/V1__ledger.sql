-- What people say and decide. Rows are added and never changed: triggers at the end see to it. Times are microseconds since 1970.
-- Every row belongs to an entry of the audit log, which holds the hash of what the row says.

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);

-- Every step of every figure. Each row says all there is to the figure after that step.
CREATE TABLE figure_version (
    version INTEGER PRIMARY KEY,
    measure TEXT NOT NULL,
    year INTEGER NOT NULL,
    state TEXT NOT NULL,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    value TEXT,
    unit TEXT NOT NULL,
    year_of_data INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    document TEXT NOT NULL,
    address TEXT NOT NULL,
    method TEXT NOT NULL,
    comment TEXT NOT NULL,
    not_available TEXT,
    as_of TEXT,
    evidence TEXT NOT NULL,
    audit INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX figure_version_key ON figure_version (measure, year, version);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    audit INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED
);

-- What evidence consists of, piece by piece.
CREATE TABLE evidence_piece (
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    place INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (evidence, place)
);

-- Only the hash of a token is known.
CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    expires INTEGER,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    audit INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE token_revoked (
    token INTEGER PRIMARY KEY REFERENCES token (id),
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    audit INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE certificate (
    id INTEGER PRIMARY KEY,
    standard TEXT NOT NULL,
    level TEXT NOT NULL,
    date TEXT NOT NULL,
    certifier TEXT NOT NULL,
    comment TEXT NOT NULL,
    evidence TEXT NOT NULL,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    audit INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE closing (
    number INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    parts TEXT NOT NULL,
    audit INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (year, revision)
);

-- What was frozen with a closing; its hash is in closing.parts.
CREATE TABLE closing_part (
    closing INTEGER NOT NULL REFERENCES closing (number),
    name TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (closing, name)
);

-- What the numbers of a closed year came to.
CREATE TABLE closing_result (
    closing INTEGER PRIMARY KEY REFERENCES closing (number),
    digest TEXT NOT NULL,
    time INTEGER NOT NULL,
    audit INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED
);

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is never cut'); END;
CREATE TRIGGER figure_version_stays BEFORE UPDATE ON figure_version BEGIN SELECT RAISE(ABORT, 'versions of figures are never changed'); END;
CREATE TRIGGER figure_version_kept BEFORE DELETE ON figure_version BEGIN SELECT RAISE(ABORT, 'versions of figures are never deleted'); END;
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_kept BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;
CREATE TRIGGER evidence_piece_stays BEFORE UPDATE ON evidence_piece BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_piece_kept BEFORE DELETE ON evidence_piece BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;
CREATE TRIGGER token_stays BEFORE UPDATE ON token BEGIN SELECT RAISE(ABORT, 'tokens are never changed'); END;
CREATE TRIGGER token_kept BEFORE DELETE ON token BEGIN SELECT RAISE(ABORT, 'tokens are never deleted'); END;
CREATE TRIGGER token_revoked_stays BEFORE UPDATE ON token_revoked BEGIN SELECT RAISE(ABORT, 'revocations are never changed'); END;
CREATE TRIGGER token_revoked_kept BEFORE DELETE ON token_revoked BEGIN SELECT RAISE(ABORT, 'revocations are never deleted'); END;
CREATE TRIGGER certificate_stays BEFORE UPDATE ON certificate BEGIN SELECT RAISE(ABORT, 'certificates are never changed'); END;
CREATE TRIGGER certificate_kept BEFORE DELETE ON certificate BEGIN SELECT RAISE(ABORT, 'certificates are never deleted'); END;
CREATE TRIGGER closing_stays BEFORE UPDATE ON closing BEGIN SELECT RAISE(ABORT, 'closings are never changed'); END;
CREATE TRIGGER closing_kept BEFORE DELETE ON closing BEGIN SELECT RAISE(ABORT, 'closings are never deleted'); END;
CREATE TRIGGER closing_part_stays BEFORE UPDATE ON closing_part BEGIN SELECT RAISE(ABORT, 'closings are never changed'); END;
CREATE TRIGGER closing_part_kept BEFORE DELETE ON closing_part BEGIN SELECT RAISE(ABORT, 'closings are never deleted'); END;
CREATE TRIGGER closing_result_stays BEFORE UPDATE ON closing_result BEGIN SELECT RAISE(ABORT, 'results of closings are never changed'); END;
CREATE TRIGGER closing_result_kept BEFORE DELETE ON closing_result BEGIN SELECT RAISE(ABORT, 'results of closings are never deleted'); END;
