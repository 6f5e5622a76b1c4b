-- SPDX-FileCopyrightText: 2026 The Belay authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The address of the very post that an incident was joined with; null where the page's feed names none.
ALTER TABLE incidents ADD COLUMN notice_link TEXT;
