-- SPDX-FileCopyrightText: 2026 The Belay authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What was read of status pages, which are named by their addresses. Instants are UTC milliseconds.
CREATE TABLE page_reads (
    page TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    PRIMARY KEY (page, from_at)
) WITHOUT ROWID;

-- components: one a line. first_seen_at is when Belay first read of it and is never made later.
CREATE TABLE page_incidents (
    page TEXT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    link TEXT NOT NULL,
    impact TEXT NOT NULL,
    maintenance INTEGER NOT NULL,
    components TEXT NOT NULL,
    created_at INTEGER,
    first_seen_at INTEGER NOT NULL,
    resolved_at INTEGER,
    PRIMARY KEY (page, id)
) WITHOUT ROWID;
CREATE INDEX page_incidents_by_time ON page_incidents (first_seen_at);
