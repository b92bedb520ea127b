-- What people decide of rows that wait: kept for good, and known by the file's bytes, so that it
-- outlives an undo and holds when the same file comes again (P9, P12).
CREATE TABLE "row_decision" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"file_sha256" text NOT NULL,
	"row" integer NOT NULL,
	"about" text NOT NULL,
	"verdict" text NOT NULL,
	"original_number" text NOT NULL,
	"other_file" text NOT NULL,
	"known_from_journal" integer NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "row_decision_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE INDEX "row_decision_file" ON "row_decision" USING btree ("trust_id","file_sha256");
--> statement-breakpoint
GRANT SELECT, INSERT ON row_decision TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE row_decision ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE row_decision FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON row_decision
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
