-- query a(q text) -> n int [sqlite]
SELECT count(*) AS n FROM f WHERE f MATCH :q;
-- query a(q text) -> n int [postgres]
SELECT count(*)::int AS n FROM f WHERE f @@ :q OR $t$ x $t$ = '';
