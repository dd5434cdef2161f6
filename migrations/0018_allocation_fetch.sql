-- SPDX-License-Identifier: EUPL-1.2
-- How fetching the public randomness of a round has gone, for the manager's page of the round: the
-- last failure, in the program's own words.
CREATE TABLE beacon_fetch (
    centre_id {id},
    round_id {id},
    tries {int} NOT NULL,
    tried_ms {int} NOT NULL,
    message TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (centre_id, round_id),
    FOREIGN KEY (centre_id, round_id) REFERENCES round (centre_id, id)
) {strict};
