-- SPDX-License-Identifier: EUPL-1.2
-- Room alerts: what goes to one mailbox goes in one mail, and stops by one link. Room catalogue: a wider network of holds.

-- box: the same for all alerts of one mailbox, random, and kept when the address is erased, so that the link in an old mail
-- still stops what is left.
ALTER TABLE alert ADD COLUMN box TEXT NOT NULL DEFAULT '';
UPDATE alert SET box = token WHERE email_key = '';
UPDATE alert SET box = (SELECT min(other.token) FROM alert other
                         WHERE other.centre_id = alert.centre_id AND other.email_key = alert.email_key)
 WHERE email_key <> '';

CREATE INDEX alert_box ON alert (centre_id, box);

-- Of the first 48 bits of an IPv6 address, which one customer may have; only while the hold or the place in line lasts.
ALTER TABLE hold ADD COLUMN site_hash {bytes};
CREATE INDEX hold_site ON hold (centre_id, site_hash, state) WHERE site_hash IS NOT NULL;
