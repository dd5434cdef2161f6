-- SPDX-License-Identifier: EUPL-1.2
-- Words as stems, facets with a prefix that no word has; rowid is listing.seq.

CREATE VIRTUAL TABLE listing_search USING fts5(
    words, facets, content = '', detail = none, columnsize = 0, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
);
