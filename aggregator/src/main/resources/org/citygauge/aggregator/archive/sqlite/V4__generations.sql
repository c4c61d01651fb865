-- Readings that came for a year that was closed already are a series of their own: the number of the closing they came after.
ALTER TABLE series ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
