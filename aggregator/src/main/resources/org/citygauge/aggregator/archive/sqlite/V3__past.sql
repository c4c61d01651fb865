-- Who copies the readings, and came past an hour already, must write these stretches of a series again: up to which place in the
-- journal they were told. Goes with what was written.
CREATE TABLE past (
    follower TEXT NOT NULL,
    series INTEGER NOT NULL,
    from_micros INTEGER NOT NULL,
    to_micros INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (follower, series)
) WITHOUT ROWID;
