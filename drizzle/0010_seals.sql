-- A board report is sealed: its bytes and their hash are kept, and nothing changes them any more.
CREATE TABLE "seal" (
	"trust_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"journal_number" integer NOT NULL,
	"cut" text[] NOT NULL,
	"first_month" date,
	"last_month" date,
	"sealed_by" text NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"content" "bytea" NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "seal_trust_id_number_pk" PRIMARY KEY("trust_id","number")
);
--> statement-breakpoint
ALTER TABLE "seal" ADD CONSTRAINT "seal_trust_id_journal_number_journal_trust_id_number_fk" FOREIGN KEY ("trust_id","journal_number") REFERENCES "public"."journal"("trust_id","number") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON seal TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE seal ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE seal FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON seal
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
