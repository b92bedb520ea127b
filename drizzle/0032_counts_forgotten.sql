-- What the server counted of a column before it was told to count it no more stays, and nothing renews it: a database that
-- had counted its tables would go by that for ever. So it is forgotten: by whoever owns the tables from PostgreSQL 18 on, and
-- before that by whoever may do all; an owner who may not keeps it, as OPERATIONS.md tells.
DO $$
DECLARE
  of_trust record;
  may_all boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    RETURN;
  END IF;
  FOR of_trust IN
    SELECT c.oid, c.relname::text AS name, b.attname::text, b.attnum FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'trust_id' AND NOT a.attisdropped
    JOIN pg_attribute b ON b.attrelid = c.oid AND b.attnum > 0 AND NOT b.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  LOOP
    IF current_setting('server_version_num')::int >= 180000 THEN
      EXECUTE format('SELECT pg_clear_attribute_stats(''public'', %L, %L, false)', of_trust.name, of_trust.attname);
    ELSIF may_all THEN
      DELETE FROM pg_statistic s WHERE s.starelid = of_trust.oid AND s.staattnum = of_trust.attnum;
    END IF;
  END LOOP;
END $$;
