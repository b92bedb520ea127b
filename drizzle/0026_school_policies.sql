-- What the schools of whoever asks cost each question. Compared by itself, the trust became a filter beside the
-- plan, which copied every row once more, and the schools took two questions more to plan. Now a transaction
-- for the whole trust asks once, before any row, for the trust that it sees, and compares each row with that;
-- one for some schools has no such trust, and looks at the school of each row first. What is seen and what
-- may be written is the same as before, and nothing without settings.
ALTER POLICY one_trust ON agreement
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON baseline
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON central_charge
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON claim
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON import_row
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
-- A joint line is of every school that shares it.
ALTER POLICY one_trust ON invoice_line
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE (strpos(current_setting('app.school_ids', true), school_id::text) > 0 OR school_id IS NULL)
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE (strpos(current_setting('app.school_ids', true), school_id::text) > 0 OR school_id IS NULL)
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON known_row
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON ledger_entry
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON savings_forecast_amount
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON savings_journal
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON savings_month
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON sourcing_cost
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
--> statement-breakpoint
ALTER POLICY one_trust ON sourcing_quote
  USING (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END)
  WITH CHECK (CASE WHEN trust_id = (SELECT CASE WHEN current_setting('app.school_ids', true) = 'all'
      THEN nullif(current_setting('app.trust_id', true), '')::uuid END) THEN true
    ELSE strpos(current_setting('app.school_ids', true), school_id::text) > 0
      AND trust_id = nullif(current_setting('app.trust_id', true), '')::uuid END);
