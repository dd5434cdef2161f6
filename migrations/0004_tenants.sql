-- SPDX-License-Identifier: EUPL-1.2
-- Room tenants: the businesses in the centre.

CREATE TABLE tenant (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    organisation_number TEXT NOT NULL,
    about_nb TEXT NOT NULL,
    about_nn TEXT NOT NULL,
    about_en TEXT NOT NULL,
    place TEXT NOT NULL,
    unit TEXT NOT NULL,
    icon TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    from_day {int} NOT NULL,
    to_day {int},
    version {int} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, slug)
) {strict};
