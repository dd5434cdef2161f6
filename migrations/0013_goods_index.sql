-- SPDX-License-Identifier: EUPL-1.2
-- Nobody asks for the parts of a thing by its parent: the ledger tells them.

DROP INDEX thing_parent;
