-- What the server counts of a table says nothing of a trust that comes later: it then expects one row of anything of
-- that trust, and reads the whole of it for each row of something else. Uncounted, every trust is expected to have a
-- two-hundredth of a table. Where trusts are spread over servers, a coordinator does not pass this on.
DO $$
DECLARE
  of_trust regclass;
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    RETURN;
  END IF;
  FOR of_trust IN
    SELECT c.oid FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'trust_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN trust_id SET STATISTICS 0', of_trust);
  END LOOP;
END $$;
