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
--     icon text, email text, phone text, people_nb text, people_nn text, people_en text,
--     takes_nb text, takes_nn text, takes_en text, services_nb text, services_nn text,
--     services_en text
SELECT id, slug, name, organisation_number, about_nb, about_nn, about_en, place, unit, icon, email,
       phone, people_nb, people_nn, people_en, takes_nb, takes_nn, takes_en, services_nb,
       services_nn, services_en
  FROM tenant WHERE centre_id = :centre_id AND id = :id;

-- query tenants_row_by_slug(centre_id int, slug text) -> as tenants_row
SELECT id, slug, name, organisation_number, about_nb, about_nn, about_en, place, unit, icon, email,
       phone, people_nb, people_nn, people_en, takes_nb, takes_nn, takes_en, services_nb,
       services_nn, services_en
  FROM tenant WHERE centre_id = :centre_id AND slug = :slug;

-- query tenants_rows(centre_id int, day int) -> as tenants_row
SELECT id, slug, name, organisation_number, about_nb, about_nn, about_en, place, unit, icon, email,
       phone, people_nb, people_nn, people_en, takes_nb, takes_nn, takes_en, services_nb,
       services_nn, services_en
  FROM tenant
 WHERE centre_id = :centre_id AND from_day <= :day AND (to_day IS NULL OR to_day >= :day)
 ORDER BY name, id LIMIT 500;

-- exec tenants_row_tell(centre_id int, id int, about_nb text, about_nn text, about_en text,
--     people_nb text, people_nn text, people_en text, takes_nb text, takes_nn text, takes_en text,
--     services_nb text, services_nn text, services_en text, email text, phone text)
UPDATE tenant
   SET about_nb = :about_nb, about_nn = :about_nn, about_en = :about_en, people_nb = :people_nb,
       people_nn = :people_nn, people_en = :people_en, takes_nb = :takes_nb, takes_nn = :takes_nn,
       takes_en = :takes_en, services_nb = :services_nb, services_nn = :services_nn,
       services_en = :services_en, email = :email, phone = :phone, version = version + 1
 WHERE centre_id = :centre_id AND id = :id;
