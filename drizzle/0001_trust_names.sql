-- The trust's name by journal, so that a report as known then prints the name of then (P11).
CREATE TABLE "trust_name" (
	"trust_id" uuid NOT NULL,
	"known_from_journal" integer NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "trust_name_trust_id_known_from_journal_pk" PRIMARY KEY("trust_id","known_from_journal")
);
--> statement-breakpoint
-- Before the row-level security, which would hide every trust from this statement.
INSERT INTO trust_name (trust_id, known_from_journal, name) SELECT id, 0, name FROM trust;
--> statement-breakpoint
GRANT SELECT, INSERT ON trust_name TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (name) ON trust_name TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE trust_name ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE trust_name FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON trust_name
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
