-- Work on imports that goes on in the background. Each trust's runs are its own; open_run names in the
-- directory which trusts have some to do, and nothing more, so that workers need no look into each trust.
CREATE TABLE "open_run" (
	"trust_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	CONSTRAINT "open_run_trust_id_run_id_pk" PRIMARY KEY("trust_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "run" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"work" text NOT NULL,
	"is_all_or_nothing" boolean NOT NULL,
	"control_total" bigint,
	"state" text NOT NULL,
	"is_cancelled" boolean DEFAULT false NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"asked_by" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"noted_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"phase" text,
	"rows_in_all" integer,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_settled" integer DEFAULT 0 NOT NULL,
	"net_read" bigint DEFAULT 0 NOT NULL,
	"result" json,
	"problem" json,
	CONSTRAINT "run_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
ALTER TABLE "open_run" ADD CONSTRAINT "open_run_trust_id_run_id_run_trust_id_id_fk" FOREIGN KEY ("trust_id","run_id") REFERENCES "public"."run"("trust_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_trust_id_import_id_import_trust_id_id_fk" FOREIGN KEY ("trust_id","import_id") REFERENCES "public"."import"("trust_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "run_open_once" ON "run" USING btree ("trust_id","import_id","work") WHERE state in ('queued', 'running');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON run TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON open_run TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE run ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE run FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON run
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
