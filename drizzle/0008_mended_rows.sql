-- A mended copy says which import it is of: what it has of that import's rows waits in the copy alone.
-- And a row that should not count at all, such as one of a pro forma, is dismissed with a reason.
CREATE TABLE "mended_row" (
	"trust_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"copy_id" uuid NOT NULL,
	CONSTRAINT "mended_row_trust_id_import_id_row_copy_id_pk" PRIMARY KEY("trust_id","import_id","row","copy_id")
);
--> statement-breakpoint
ALTER TABLE "row_decision" ADD COLUMN "reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "row_decision" ALTER COLUMN "reason" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "mended_row" ADD CONSTRAINT "mended_row_trust_id_import_id_import_trust_id_id_fk" FOREIGN KEY ("trust_id","import_id") REFERENCES "public"."import"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mended_row" ADD CONSTRAINT "mended_row_trust_id_copy_id_import_trust_id_id_fk" FOREIGN KEY ("trust_id","copy_id") REFERENCES "public"."import"("trust_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON mended_row TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE mended_row ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE mended_row FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON mended_row
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
