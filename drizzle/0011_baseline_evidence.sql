-- A price agreed before may move with a published index, be worked out from what was imported, and be
-- proved by a document that is kept or linked. Published levels and evidence are only added to.
CREATE TABLE "baseline_evidence" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"baseline_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"url" text,
	"added_at" timestamp with time zone NOT NULL,
	"added_by" text NOT NULL,
	CONSTRAINT "baseline_evidence_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "evidence_chunk" (
	"trust_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"ordinal" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "evidence_chunk_trust_id_sha256_ordinal_pk" PRIMARY KEY("trust_id","sha256","ordinal")
);
--> statement-breakpoint
CREATE TABLE "evidence_file" (
	"trust_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"byte_count" bigint NOT NULL,
	"media_type" text NOT NULL,
	CONSTRAINT "evidence_file_trust_id_sha256_pk" PRIMARY KEY("trust_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "index_level" (
	"trust_id" uuid NOT NULL,
	"series" text NOT NULL,
	"month" date NOT NULL,
	"published_on" date NOT NULL,
	"level" numeric(24, 6) NOT NULL,
	"loaded_at" timestamp with time zone NOT NULL,
	"loaded_by" text NOT NULL,
	CONSTRAINT "index_level_trust_id_series_month_published_on_pk" PRIMARY KEY("trust_id","series","month","published_on")
);
--> statement-breakpoint
ALTER TABLE "baseline" ADD COLUMN "index_series" text;--> statement-breakpoint
ALTER TABLE "baseline" ADD COLUMN "index_base_month" date;--> statement-breakpoint
ALTER TABLE "baseline" ADD COLUMN "working" json;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "index_published_on" date;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "index_base_published_on" date;--> statement-breakpoint
ALTER TABLE "baseline_evidence" ADD CONSTRAINT "baseline_evidence_trust_id_baseline_id_baseline_trust_id_id_fk" FOREIGN KEY ("trust_id","baseline_id") REFERENCES "public"."baseline"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_chunk" ADD CONSTRAINT "evidence_chunk_trust_id_sha256_evidence_file_trust_id_sha256_fk" FOREIGN KEY ("trust_id","sha256") REFERENCES "public"."evidence_file"("trust_id","sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "baseline_evidence_baseline" ON "baseline_evidence" USING btree ("trust_id","baseline_id");
--> statement-breakpoint
ALTER TABLE staging_ledger_entry ADD COLUMN index_published_on date, ADD COLUMN index_base_published_on date;
--> statement-breakpoint
GRANT SELECT, INSERT ON index_level, evidence_file, evidence_chunk, baseline_evidence TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE index_level ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE index_level FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON index_level
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE evidence_file ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE evidence_file FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON evidence_file
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE evidence_chunk ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE evidence_chunk FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON evidence_chunk
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE baseline_evidence ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE baseline_evidence FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON baseline_evidence
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
