-- Of which months invoices are expected, by journal, so that a report can say which have not come; and an
-- index for what was bought off contract, of which the rollups keep no quantity.
CREATE TABLE "watched_terms" (
	"trust_id" uuid NOT NULL,
	"known_from_journal" integer NOT NULL,
	"document" json NOT NULL,
	CONSTRAINT "watched_terms_trust_id_known_from_journal_pk" PRIMARY KEY("trust_id","known_from_journal")
);
--> statement-breakpoint
CREATE INDEX "ledger_entry_off_contract" ON "ledger_entry" USING btree ("trust_id","contract_id","service_month") WHERE entry_class = 'off_contract';
--> statement-breakpoint
GRANT SELECT, INSERT ON watched_terms TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (document) ON watched_terms TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE watched_terms ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE watched_terms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON watched_terms
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
