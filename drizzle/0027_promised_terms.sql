-- What contracts promise by volume, by journal, so that tiers and rebates can be told as they were known then.
-- A trust without such a row goes by its register, and keeps what that says before its next change.
CREATE TABLE "promised_terms" (
	"trust_id" uuid NOT NULL,
	"known_from_journal" integer NOT NULL,
	"document" json NOT NULL,
	CONSTRAINT "promised_terms_trust_id_known_from_journal_pk" PRIMARY KEY("trust_id","known_from_journal")
);
--> statement-breakpoint
GRANT SELECT, INSERT ON promised_terms TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (document) ON promised_terms TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE promised_terms ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE promised_terms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON promised_terms
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
