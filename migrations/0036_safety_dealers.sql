-- SPDX-License-Identifier: EUPL-1.2
-- What was put into a bought lot: the lot is free when who sold each of them is written down. Both
-- are entries that were bought as they are (of_id null); what was merged before goes along.
CREATE TABLE dealer_merge (
    centre_id {id},
    into_id {id},
    from_id {id},
    PRIMARY KEY (centre_id, into_id, from_id),
    FOREIGN KEY (centre_id, into_id) REFERENCES dealer_entry (centre_id, id),
    FOREIGN KEY (centre_id, from_id) REFERENCES dealer_entry (centre_id, id)
) {strict};

-- What a shop has rented out (kind 13), found without reading the ledger.
CREATE INDEX goods_event_rented ON goods_event (centre_id, from_holder, id) WHERE kind = 13;
