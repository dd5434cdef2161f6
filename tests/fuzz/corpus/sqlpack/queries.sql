-- query goods_on_shelf(centre_id int, before_ms int) -> id int, title text, weight_g int?
SELECT id, title, weight_g FROM thing WHERE centre_id = :centre_id AND received_ms < :before_ms;
-- query goods_newest(centre_id int) -> as goods_on_shelf
SELECT id, title, weight_g FROM thing WHERE centre_id = :centre_id ORDER BY id DESC;
-- exec goods_thing_add(centre_id int, id int,
--     title text, a bytes?, b int, c text?)
INSERT INTO thing VALUES (:centre_id, :id, :title, :a, :b, /* x */ :c || 'it''s' || "q");
