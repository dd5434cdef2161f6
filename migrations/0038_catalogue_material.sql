-- SPDX-License-Identifier: EUPL-1.2
-- Room catalogue: what a thing is made of, and the day the shop washed it. washed_day 0: nobody has told.
ALTER TABLE listing ADD COLUMN material TEXT NOT NULL DEFAULT '';
ALTER TABLE listing ADD COLUMN washed_day {int} NOT NULL DEFAULT 0;
ALTER TABLE listing_draft ADD COLUMN material TEXT NOT NULL DEFAULT '';
ALTER TABLE listing_draft ADD COLUMN washed TEXT NOT NULL DEFAULT '';
ALTER TABLE listing_undo ADD COLUMN material TEXT NOT NULL DEFAULT '';
ALTER TABLE listing_undo ADD COLUMN washed_day {int} NOT NULL DEFAULT 0;
