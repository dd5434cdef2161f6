-- SPDX-License-Identifier: EUPL-1.2
-- Floor media: which photos a centre has; the files are in the media folder, named by hash.

-- sized_ms is null until the WebP sizes are made; demo marks drawn pictures.
CREATE TABLE photo (
    centre_id {id} REFERENCES centre (centre_id),
    hash TEXT NOT NULL,
    demo {int} NOT NULL CHECK (demo IN (0, 1)),
    added_ms {int} NOT NULL,
    sized_ms {int},
    PRIMARY KEY (centre_id, hash)
) {strict};
