-- From which journal on a forecast is known, so that savings by stage can be told as they were known then. What
-- was written down already is known from the journal after the last one before it.
ALTER TABLE "savings_forecast" ADD COLUMN "at_journal" integer;
--> statement-breakpoint
ALTER TABLE savings_forecast NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE journal NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE savings_forecast f SET at_journal = coalesce(
  (SELECT max(j.number) FROM journal j WHERE j.trust_id = f.trust_id AND j.recorded_at <= f.recorded_at), 0);
--> statement-breakpoint
ALTER TABLE journal FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE savings_forecast FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "savings_forecast" ALTER COLUMN "at_journal" SET NOT NULL;
