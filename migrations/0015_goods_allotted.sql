-- SPDX-License-Identifier: EUPL-1.2
-- Only what is allotted is asked for by whom it is allotted to; most things never are when they come in.

DROP INDEX thing_allotted;
CREATE INDEX thing_allotted ON thing (centre_id, allotted_to, id) WHERE allotted_to IS NOT NULL;
