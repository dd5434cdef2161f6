-- SPDX-License-Identifier: EUPL-1.2
-- A lot that a round has in it may not be given away by hand.
CREATE TABLE thing_reservation (
    centre_id {id},
    thing_id {id},
    owner_id {id},
    PRIMARY KEY (centre_id, thing_id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};
