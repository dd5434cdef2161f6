-- SPDX-License-Identifier: EUPL-1.2
-- What the benchmark writes.

-- exec bench_add(id int, n int, title text, note text)
INSERT INTO bench (id, n, title, note) VALUES (:id, :n, :title, :note);
