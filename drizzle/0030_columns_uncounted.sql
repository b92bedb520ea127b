-- Nor does it say anything of later rows: a column that had nothing in it when it was counted, such as which entry is
-- taken back, is taken to have nothing in it for ever. With no column counted, what is asked is answered in the same way
-- before the server has counted its tables and after. Where trusts are spread over servers, a coordinator does not pass this on.
DO $$
DECLARE
  of_trust record;
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    RETURN;
  END IF;
  FOR of_trust IN
    SELECT c.oid::regclass AS name, b.attname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'trust_id' AND NOT a.attisdropped
    JOIN pg_attribute b ON b.attrelid = c.oid AND b.attnum > 0 AND NOT b.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', of_trust.name, of_trust.attname);
  END LOOP;
END $$;
