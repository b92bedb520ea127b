-- Other names of suppliers, and which supplier is the same as which: said, taken back and said again by
-- rows that are only added. Contracts, profiles and invoices stay with the supplier that they came with.
CREATE TABLE "supplier_act" (
	"trust_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"supplier_id" uuid NOT NULL,
	"act" text NOT NULL,
	"alias" text,
	"other_id" uuid,
	"reason" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "supplier_act_trust_id_number_pk" PRIMARY KEY("trust_id","number")
);
--> statement-breakpoint
ALTER TABLE "supplier_act" ADD CONSTRAINT "supplier_act_trust_id_supplier_id_supplier_trust_id_id_fk" FOREIGN KEY ("trust_id","supplier_id") REFERENCES "public"."supplier"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_act" ADD CONSTRAINT "supplier_act_trust_id_other_id_supplier_trust_id_id_fk" FOREIGN KEY ("trust_id","other_id") REFERENCES "public"."supplier"("trust_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON supplier_act TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE supplier_act ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE supplier_act FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON supplier_act
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
