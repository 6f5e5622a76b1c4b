-- SPDX-FileCopyrightText: 2026 The Belay authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Traces of the gateway, packed in blocks of what came in one batch. seq is the number of a block's last trace,
-- counted since the first one, so that the newest 100 000 are found without counting. Ids are ULIDs of 16 bytes.
CREATE TABLE traces (
    seq INTEGER PRIMARY KEY,
    first_id BLOB NOT NULL,
    last_id BLOB NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX traces_by_id ON traces (last_id);
