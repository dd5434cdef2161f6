-- SPDX-License-Identifier: EUPL-1.2
-- Floor media: a photo on its way. owner, position and place_id say what it belongs to and where it came from, in the
-- words of the room that asked; hash is the SHA-256 that the sender promises. state: 1 partial, 2 whole and not yet
-- looked into, 3 kept, 4 no picture.
CREATE TABLE photo_upload (
    centre_id {id} REFERENCES centre (centre_id),
    uuid TEXT NOT NULL,
    owner TEXT NOT NULL,
    position {int} NOT NULL,
    place_id {id},
    size {int} NOT NULL,
    hash TEXT NOT NULL,
    state {int} NOT NULL,
    why TEXT,
    begun_ms {int} NOT NULL,
    changed_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, uuid)
) {strict};

CREATE INDEX photo_upload_owner ON photo_upload (centre_id, owner, position);
CREATE INDEX photo_upload_state ON photo_upload (centre_id, state, changed_ms) WHERE state <> 3;
