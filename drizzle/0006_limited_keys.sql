-- Keys of some schools only: what such a key brought and asked for is its own, and a stopped row, or one
-- that had come before, says whose it is. Rows that wait already stay hidden from such keys: zeros stand
-- for several schools.
CREATE TABLE "known_row" (
	"trust_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"school_id" uuid NOT NULL,
	"net" bigint NOT NULL,
	CONSTRAINT "known_row_trust_id_import_id_row_pk" PRIMARY KEY("trust_id","import_id","row")
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "school_ids" uuid[];--> statement-breakpoint
ALTER TABLE "import_row" ADD COLUMN "school_id" uuid DEFAULT '00000000-0000-0000-0000-000000000000';--> statement-breakpoint
ALTER TABLE "import_row" ALTER COLUMN "school_id" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE staging_import_row ADD COLUMN "school_id" uuid;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "limited_key_id" uuid;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "limited_key_id" uuid;--> statement-breakpoint
ALTER TABLE "known_row" ADD CONSTRAINT "known_row_trust_id_import_id_import_trust_id_id_fk" FOREIGN KEY ("trust_id","import_id") REFERENCES "public"."import"("trust_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON known_row TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE known_row ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE known_row FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON known_row
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
