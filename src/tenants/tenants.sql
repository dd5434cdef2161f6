-- SPDX-License-Identifier: EUPL-1.2
-- Every question room tenants asks.

-- exec tenants_row_add(centre_id int, id int, slug text, name text, organisation_number text,
--     about_nb text, about_nn text, about_en text, place text, unit text, icon text, email text,
--     phone text, from_day int)
INSERT INTO tenant (centre_id, id, slug, name, organisation_number, about_nb, about_nn, about_en,
                    place, unit, icon, email, phone, from_day, to_day, version)
VALUES (:centre_id, :id, :slug, :name, :organisation_number, :about_nb, :about_nn, :about_en,
        :place, :unit, :icon, :email, :phone, :from_day, NULL, 1);

-- exec tenants_row_set(centre_id int, id int, name text, organisation_number text, about_nb text,
--     about_nn text, about_en text, place text, unit text, icon text, email text, phone text)
UPDATE tenant
   SET name = :name, organisation_number = :organisation_number, about_nb = :about_nb,
       about_nn = :about_nn, about_en = :about_en, place = :place, unit = :unit, icon = :icon,
       email = :email, phone = :phone, version = version + 1
 WHERE centre_id = :centre_id AND id = :id;

-- query tenants_row(centre_id int, id int) -> id int, slug text, name text,
--     organisation_number text, about_nb text, about_nn text, about_en text, place text, unit text,
--     icon text, email text, phone text
SELECT id, slug, name, organisation_number, about_nb, about_nn, about_en, place, unit, icon, email,
       phone
  FROM tenant WHERE centre_id = :centre_id AND id = :id;

-- query tenants_row_by_slug(centre_id int, slug text) -> as tenants_row
SELECT id, slug, name, organisation_number, about_nb, about_nn, about_en, place, unit, icon, email,
       phone
  FROM tenant WHERE centre_id = :centre_id AND slug = :slug;

-- query tenants_rows(centre_id int, day int) -> as tenants_row
SELECT id, slug, name, organisation_number, about_nb, about_nn, about_en, place, unit, icon, email,
       phone
  FROM tenant
 WHERE centre_id = :centre_id AND from_day <= :day AND (to_day IS NULL OR to_day >= :day)
 ORDER BY name, id LIMIT 500;
