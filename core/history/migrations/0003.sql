-- SPDX-FileCopyrightText: 2026 The Belay authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Incidents, by their ULID of 16 bytes; targets are a list, one a line. note and muted are the person's own: who
-- writes the rest leaves them alone.
CREATE TABLE incidents (
    id BLOB PRIMARY KEY,
    provider TEXT NOT NULL,
    targets TEXT NOT NULL,
    owner TEXT NOT NULL,
    cause TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    last_bad_at INTEGER NOT NULL,
    peak_error_share REAL NOT NULL,
    samples INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    first_error TEXT NOT NULL,
    notice_page TEXT,
    notice_incident TEXT,
    notice_title TEXT,
    notice_created_at INTEGER,
    notice_seen_at INTEGER,
    notice_resolved_at INTEGER,
    lead INTEGER,
    note TEXT NOT NULL DEFAULT '',
    muted INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX incidents_by_time ON incidents (opened_at);
-- Never two of one provider and cause at once, whatever ended a run.
CREATE UNIQUE INDEX incidents_open ON incidents (provider, cause) WHERE closed_at IS NULL;
