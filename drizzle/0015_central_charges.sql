-- What a trust takes from each school for central services, by whole months, so that what a school saved
-- can be shown net of it. It is no cost of an invoice and no part of a saving; records are only added.
CREATE TABLE "central_charge" (
	"trust_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"school_id" uuid NOT NULL,
	"from_month" date NOT NULL,
	"to_month" date NOT NULL,
	"amount" bigint NOT NULL,
	"source" text NOT NULL,
	"driver" text,
	"shared_amount" bigint,
	"weight" numeric(24, 6),
	"total_weight" numeric(24, 6),
	"at_journal" integer NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "central_charge_trust_id_number_pk" PRIMARY KEY("trust_id","number")
);
--> statement-breakpoint
ALTER TABLE "central_charge" ADD CONSTRAINT "central_charge_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "central_charge_school" ON "central_charge" USING btree ("trust_id","school_id");
--> statement-breakpoint
GRANT SELECT, INSERT ON central_charge TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE central_charge ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE central_charge FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON central_charge
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
