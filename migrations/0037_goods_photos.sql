-- SPDX-License-Identifier: EUPL-1.2
-- Which things have a photo: one that no thing has any more is destroyed.
CREATE INDEX thing_photo_hash ON thing_photo (centre_id, hash);
