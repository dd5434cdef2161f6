-- SPDX-License-Identifier: EUPL-1.2
-- Every question room accounts asks.

-- ---- people and what they may do ----

-- exec accounts_person_insert(centre_id int, id int, name text, email text?, password_hash text?,
--     pin_hash text?, lang text, created_ms int)
INSERT INTO person (centre_id, id, name, email, password_hash, pin_hash, lang, created_ms,
                    disabled_ms, version)
VALUES (:centre_id, :id, :name, :email, :password_hash, :pin_hash, :lang, :created_ms, NULL, 1);

-- query accounts_person_row(centre_id int, id int) -> name text, email text?, password_hash text?,
--     pin_hash text?, disabled_ms int?
SELECT name, email, password_hash, pin_hash, disabled_ms
  FROM person WHERE centre_id = :centre_id AND id = :id;

-- query accounts_person_by_email(centre_id int, email text) -> id int, name text,
--     password_hash text?
SELECT id, name, password_hash
  FROM person WHERE centre_id = :centre_id AND email = :email AND disabled_ms IS NULL;

-- query accounts_people(centre_id int, after_name text, after_id int, most int) -> id int,
--     name text, email text?, has_password int, has_pin int, disabled_ms int?
SELECT id, name, email, CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS has_password,
       CASE WHEN pin_hash IS NULL THEN 0 ELSE 1 END AS has_pin, disabled_ms
  FROM person
 WHERE centre_id = :centre_id AND (name > :after_name OR (name = :after_name AND id > :after_id))
 ORDER BY name, id LIMIT :most;

-- query accounts_person_roles(centre_id int, person_id int, day int) -> role int, tenant_id int?
SELECT role, tenant_id FROM role_grant
 WHERE centre_id = :centre_id AND person_id = :person_id AND from_day <= :day
   AND (to_day IS NULL OR to_day >= :day)
 ORDER BY id;

-- query accounts_people_roles(centre_id int, day int) -> person_id int, role int, tenant_id int?
SELECT person_id, role, tenant_id FROM role_grant
 WHERE centre_id = :centre_id AND from_day <= :day AND (to_day IS NULL OR to_day >= :day)
 ORDER BY person_id, id;

-- exec accounts_grant_insert(centre_id int, id int, person_id int, role int, tenant_id int?,
--     from_day int)
INSERT INTO role_grant (centre_id, id, person_id, role, tenant_id, from_day, to_day)
VALUES (:centre_id, :id, :person_id, :role, :tenant_id, :from_day, NULL);

-- A grant of today is taken back as if it had not been; an older one ends yesterday.
-- exec accounts_grant_delete(centre_id int, person_id int, role int, tenant_id int?, today int)
DELETE FROM role_grant
 WHERE centre_id = :centre_id AND person_id = :person_id AND role = :role
   AND tenant_id IS NOT DISTINCT FROM :tenant_id AND from_day >= :today;

-- exec accounts_grant_end(centre_id int, person_id int, role int, tenant_id int?, today int)
UPDATE role_grant SET to_day = :today - 1
 WHERE centre_id = :centre_id AND person_id = :person_id AND role = :role
   AND tenant_id IS NOT DISTINCT FROM :tenant_id AND from_day < :today
   AND (to_day IS NULL OR to_day >= :today);

-- query accounts_with_role(centre_id int, role int, day int) -> person_id int, name text,
--     email text?, tenant_id int?, has_pin int
SELECT p.id AS person_id, p.name, p.email, g.tenant_id,
       CASE WHEN p.pin_hash IS NULL THEN 0 ELSE 1 END AS has_pin
  FROM role_grant g
  JOIN person p ON p.centre_id = g.centre_id AND p.id = g.person_id
 WHERE g.centre_id = :centre_id AND g.role = :role AND g.from_day <= :day
   AND (g.to_day IS NULL OR g.to_day >= :day) AND p.disabled_ms IS NULL
 ORDER BY g.id LIMIT 200;

-- exec accounts_password_set(centre_id int, id int, password_hash text?)
UPDATE person SET password_hash = :password_hash, version = version + 1
 WHERE centre_id = :centre_id AND id = :id;

-- exec accounts_pin_set(centre_id int, id int, pin_hash text?)
UPDATE person SET pin_hash = :pin_hash, version = version + 1
 WHERE centre_id = :centre_id AND id = :id;

-- exec accounts_disabled_set(centre_id int, id int, disabled_ms int?)
UPDATE person SET disabled_ms = :disabled_ms, version = version + 1
 WHERE centre_id = :centre_id AND id = :id;

-- ---- sessions ----

-- exec accounts_session_insert(centre_id int, id int, person_id int, device_id int?,
--     token_hash bytes, now_ms int, ends_ms int)
INSERT INTO session (centre_id, id, person_id, device_id, token_hash, created_ms, last_used_ms,
                     ends_ms)
VALUES (:centre_id, :id, :person_id, :device_id, :token_hash, :now_ms, :now_ms, :ends_ms);

-- query accounts_session_row(centre_id int, token_hash bytes) -> id int, person_id int,
--     device_id int?, last_used_ms int, ends_ms int, name text, disabled_ms int?,
--     device_ends_ms int?, device_revoked_ms int?
SELECT s.id, s.person_id, s.device_id, s.last_used_ms, s.ends_ms, p.name, p.disabled_ms,
       d.ends_ms AS device_ends_ms, d.revoked_ms AS device_revoked_ms
  FROM session s
  JOIN person p ON p.centre_id = s.centre_id AND p.id = s.person_id
  LEFT JOIN device d ON d.centre_id = s.centre_id AND d.id = s.device_id
 WHERE s.token_hash = :token_hash AND s.centre_id = :centre_id;

-- exec accounts_session_used(id int, centre_id int, last_used_ms int)
UPDATE session SET last_used_ms = :last_used_ms
 WHERE centre_id = :centre_id AND id = :id AND last_used_ms < :last_used_ms;

-- exec accounts_session_delete(centre_id int, id int)
DELETE FROM session WHERE centre_id = :centre_id AND id = :id;

-- exec accounts_sessions_delete_of(centre_id int, person_id int)
DELETE FROM session WHERE centre_id = :centre_id AND person_id = :person_id;

-- exec accounts_sessions_delete_of_device(centre_id int, device_id int)
DELETE FROM session WHERE centre_id = :centre_id AND device_id = :device_id;

-- exec accounts_sessions_delete_ended(centre_id int, now_ms int, idle_since_ms int)
DELETE FROM session
 WHERE centre_id = :centre_id AND (ends_ms <= :now_ms OR last_used_ms < :idle_since_ms);

-- ---- codes by e-mail and one-time links ----

-- exec accounts_code_insert(centre_id int, id int, person_id int, code_hash bytes, created_ms int,
--     ends_ms int, tries_left int)
INSERT INTO sign_in_code (centre_id, id, person_id, code_hash, created_ms, ends_ms, tries_left,
                          used_ms)
VALUES (:centre_id, :id, :person_id, :code_hash, :created_ms, :ends_ms, :tries_left, NULL);

-- query accounts_code_row(centre_id int, id int) -> person_id int, code_hash bytes, ends_ms int,
--     tries_left int, used_ms int?
SELECT person_id, code_hash, ends_ms, tries_left, used_ms
  FROM sign_in_code WHERE centre_id = :centre_id AND id = :id;

-- The newest e-mail code of a person; one-time links have no tries to count.
-- query accounts_code_newest(centre_id int, person_id int) -> id int, code_hash bytes, ends_ms int,
--     tries_left int, used_ms int?
SELECT id, code_hash, ends_ms, tries_left, used_ms
  FROM sign_in_code
 WHERE centre_id = :centre_id AND person_id = :person_id AND tries_left >= 0
 ORDER BY id DESC LIMIT 1;

-- exec accounts_code_try(centre_id int, id int)
UPDATE sign_in_code SET tries_left = tries_left - 1
 WHERE centre_id = :centre_id AND id = :id AND tries_left > 0;

-- exec accounts_code_use(centre_id int, id int, used_ms int)
UPDATE sign_in_code SET used_ms = :used_ms
 WHERE centre_id = :centre_id AND id = :id AND used_ms IS NULL;

-- exec accounts_codes_delete_ended(centre_id int, before_ms int)
DELETE FROM sign_in_code WHERE centre_id = :centre_id AND ends_ms < :before_ms;

-- ---- PINs ----

-- query accounts_pin_failure_row(centre_id int, person_id int) -> failures int, locked_until_ms int
SELECT failures, locked_until_ms
  FROM pin_failure WHERE centre_id = :centre_id AND person_id = :person_id;

-- exec accounts_pin_failure_put(centre_id int, person_id int, failures int, locked_until_ms int)
INSERT INTO pin_failure (centre_id, person_id, failures, locked_until_ms)
VALUES (:centre_id, :person_id, :failures, :locked_until_ms)
ON CONFLICT (centre_id, person_id) DO UPDATE
   SET failures = excluded.failures, locked_until_ms = excluded.locked_until_ms;

-- exec accounts_pin_failure_clear(centre_id int, person_id int)
DELETE FROM pin_failure WHERE centre_id = :centre_id AND person_id = :person_id;

-- ---- devices ----

-- exec accounts_device_code_insert(centre_id int, id int, name text, station_id int,
--     code_hash bytes, ends_ms int)
INSERT INTO device_code (centre_id, id, name, station_id, code_hash, ends_ms, used_ms)
VALUES (:centre_id, :id, :name, :station_id, :code_hash, :ends_ms, NULL);

-- query accounts_device_code_row(centre_id int, code_hash bytes) -> id int, name text,
--     station_id int, ends_ms int, used_ms int?
SELECT id, name, station_id, ends_ms, used_ms
  FROM device_code WHERE centre_id = :centre_id AND code_hash = :code_hash
 ORDER BY id DESC LIMIT 1;

-- exec accounts_device_code_use(centre_id int, id int, used_ms int)
UPDATE device_code SET used_ms = :used_ms
 WHERE centre_id = :centre_id AND id = :id AND used_ms IS NULL;

-- exec accounts_device_codes_delete_ended(centre_id int, before_ms int)
DELETE FROM device_code WHERE centre_id = :centre_id AND ends_ms < :before_ms;

-- exec accounts_device_insert(centre_id int, id int, name text, station_id int, token_hash bytes,
--     created_ms int, ends_ms int)
INSERT INTO device (centre_id, id, name, station_id, token_hash, created_ms, ends_ms, revoked_ms)
VALUES (:centre_id, :id, :name, :station_id, :token_hash, :created_ms, :ends_ms, NULL);

-- query accounts_device_by_token(centre_id int, token_hash bytes) -> id int, station_id int,
--     ends_ms int, revoked_ms int?
SELECT id, station_id, ends_ms, revoked_ms
  FROM device WHERE token_hash = :token_hash AND centre_id = :centre_id;

-- query accounts_device_row(centre_id int, id int) -> name text, station_id int, ends_ms int,
--     revoked_ms int?
SELECT name, station_id, ends_ms, revoked_ms
  FROM device WHERE centre_id = :centre_id AND id = :id;

-- query accounts_devices(centre_id int) -> id int, name text, station_id int, created_ms int,
--     ends_ms int, revoked_ms int?
SELECT id, name, station_id, created_ms, ends_ms, revoked_ms
  FROM device WHERE centre_id = :centre_id ORDER BY id DESC LIMIT 200;

-- exec accounts_device_revoke(centre_id int, id int, revoked_ms int)
UPDATE device SET revoked_ms = :revoked_ms
 WHERE centre_id = :centre_id AND id = :id AND revoked_ms IS NULL;

-- ---- bearer tokens ----

-- exec accounts_api_token_insert(centre_id int, id int, person_id int, device_id int?, name text,
--     token_hash bytes, created_ms int)
INSERT INTO api_token (centre_id, id, person_id, device_id, name, token_hash, created_ms, revoked_ms)
VALUES (:centre_id, :id, :person_id, :device_id, :name, :token_hash, :created_ms, NULL);

-- A row for each role that holds on that day; one without a role if there is none.
-- query accounts_api_token_rows(centre_id int, token_hash bytes, day int) -> id int, person_id int,
--     device_id int?, revoked_ms int?, name text, disabled_ms int?, device_ends_ms int?,
--     device_revoked_ms int?, role int?, tenant_id int?
SELECT a.id, a.person_id, a.device_id, a.revoked_ms, p.name, p.disabled_ms,
       d.ends_ms AS device_ends_ms, d.revoked_ms AS device_revoked_ms, g.role, g.tenant_id
  FROM api_token a
  JOIN person p ON p.centre_id = a.centre_id AND p.id = a.person_id
  LEFT JOIN device d ON d.centre_id = a.centre_id AND d.id = a.device_id
  LEFT JOIN role_grant g ON g.centre_id = a.centre_id AND g.person_id = a.person_id
        AND g.from_day <= :day AND (g.to_day IS NULL OR g.to_day >= :day)
 WHERE a.token_hash = :token_hash AND a.centre_id = :centre_id
 ORDER BY g.id;
