-- What the sensors gave so far in the year, packed, so that a start need not read the year again. Can be thrown away.
CREATE TABLE fold (
    generation INTEGER NOT NULL,
    page INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (generation, page)
);

-- Series that took in a reading out of order: the oldest, and up to which place in the journal.
CREATE TABLE late (
    series INTEGER PRIMARY KEY,
    from_micros INTEGER NOT NULL,
    position INTEGER NOT NULL
);
