-- SPDX-FileCopyrightText: 2026 The Belay authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Instants are UTC milliseconds; the start of a roll-up is in minutes, which fit four bytes.

-- clean: 1 after an orderly end. hours_until, days_until: up to where (minutes) these roll-ups are complete.
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

-- Names are stored once; rows hold their numbers.
CREATE TABLE words (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE subjects (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL REFERENCES subjects,
    kind TEXT NOT NULL,
    answered_at INTEGER,
    UNIQUE (subject, kind)
);

-- What samples have in common. `fields` says which measures follow in samples.data, in the order of the bits.
CREATE TABLE shapes (
    id INTEGER PRIMARY KEY,
    key INTEGER NOT NULL REFERENCES words,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER NOT NULL,
    proof TEXT NOT NULL,
    cold INTEGER NOT NULL,
    fields INTEGER NOT NULL,
    served_model INTEGER NOT NULL REFERENCES words,
    served_by INTEGER NOT NULL REFERENCES words,
    UNIQUE (key, source, kind, outcome, status, proof, cold, fields, served_model, served_by)
);

-- No foreign keys on the tables that take a row for every request: the writer made the numbers itself.
CREATE TABLE samples (
    series INTEGER NOT NULL,
    at INTEGER NOT NULL,
    n INTEGER NOT NULL,
    shape INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (series, at, n)
) WITHOUT ROWID;

-- A failed sample is kept here a second time, with its evidence, by count and not by age.
CREATE TABLE failures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series INTEGER NOT NULL,
    at INTEGER NOT NULL,
    shape INTEGER NOT NULL,
    data BLOB NOT NULL,
    request_id TEXT,
    provider_code TEXT,
    address TEXT,
    text TEXT,
    retry_after INTEGER
);
CREATE INDEX failures_by_series ON failures (series, at);

CREATE TABLE spans (
    subject INTEGER NOT NULL REFERENCES subjects,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    owner TEXT NOT NULL,
    cause TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (subject, from_at)
) WITHOUT ROWID;

CREATE TABLE five_minutes (
    series INTEGER NOT NULL,
    start INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (series, start)
) WITHOUT ROWID;
CREATE TABLE hours (
    series INTEGER NOT NULL,
    start INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (series, start)
) WITHOUT ROWID;
-- A day's row is long: a table with rowids keeps it on one page where the other kind would spill it.
CREATE TABLE days (
    id INTEGER PRIMARY KEY,
    series INTEGER NOT NULL,
    start INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (series, start)
);
