-- SPDX-License-Identifier: EUPL-1.2
-- The same stems and facets, ready made by the program, in one stored tsvector.

CREATE TABLE listing_search (
    seq BIGINT PRIMARY KEY,
    tokens TSVECTOR NOT NULL
);

CREATE INDEX listing_search_tokens ON listing_search USING gin (tokens);
