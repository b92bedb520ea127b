-- Contracts that are looked for: what each school pays now, what options ask of it, which one was taken.
-- What belongs to a school is seen by who is let in for it only.
CREATE TABLE "sourcing_area" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reference" text NOT NULL,
	"title" text NOT NULL,
	"category" text NOT NULL,
	"cfr_code" text NOT NULL,
	"driver" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"notice_months" smallint NOT NULL,
	"year_from" date NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sourcing_area_trust_id_id_pk" PRIMARY KEY("trust_id","id"),
	CONSTRAINT "sourcing_area_trustId_reference_unique" UNIQUE("trust_id","reference")
);
--> statement-breakpoint
CREATE TABLE "sourcing_choice" (
	"trust_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"option" text NOT NULL,
	"contract_id" uuid NOT NULL,
	"forecast" integer NOT NULL,
	"reason" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sourcing_choice_trust_id_area_id_pk" PRIMARY KEY("trust_id","area_id")
);
--> statement-breakpoint
CREATE TABLE "sourcing_cost" (
	"trust_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"item" text NOT NULL,
	"of_contract_id" uuid,
	"of_item" text,
	"line_class" text NOT NULL,
	"without" text[] NOT NULL,
	"kind" text,
	"unit_price" numeric(24, 6),
	"vat_rate" numeric(24, 6) NOT NULL,
	"annual_quantity" numeric(24, 6),
	"source" text,
	CONSTRAINT "sourcing_cost_trust_id_area_id_school_id_item_pk" PRIMARY KEY("trust_id","area_id","school_id","item")
);
--> statement-breakpoint
CREATE TABLE "sourcing_item" (
	"trust_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"item" text NOT NULL,
	"description" text NOT NULL,
	"unit" text NOT NULL,
	"quantity_basis" text NOT NULL,
	CONSTRAINT "sourcing_item_trust_id_area_id_item_pk" PRIMARY KEY("trust_id","area_id","item")
);
--> statement-breakpoint
CREATE TABLE "sourcing_option" (
	"trust_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"name" text NOT NULL,
	"supplier" text NOT NULL,
	"document" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sourcing_option_trust_id_area_id_name_pk" PRIMARY KEY("trust_id","area_id","name")
);
--> statement-breakpoint
CREATE TABLE "sourcing_quote" (
	"trust_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"option" text NOT NULL,
	"school_id" uuid NOT NULL,
	"item" text NOT NULL,
	"unit_price" numeric(24, 6) NOT NULL,
	"vat_rate" numeric(24, 6) NOT NULL,
	"annual_quantity" numeric(24, 6),
	"one_off" bigint NOT NULL,
	CONSTRAINT "sourcing_quote_trust_id_area_id_option_school_id_item_pk" PRIMARY KEY("trust_id","area_id","option","school_id","item")
);
--> statement-breakpoint
ALTER TABLE "sourcing_choice" ADD CONSTRAINT "sourcing_choice_trust_id_area_id_sourcing_area_trust_id_id_fk" FOREIGN KEY ("trust_id","area_id") REFERENCES "public"."sourcing_area"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing_choice" ADD CONSTRAINT "sourcing_choice_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing_cost" ADD CONSTRAINT "sourcing_cost_item" FOREIGN KEY ("trust_id","area_id","item") REFERENCES "public"."sourcing_item"("trust_id","area_id","item") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing_cost" ADD CONSTRAINT "sourcing_cost_contract" FOREIGN KEY ("trust_id","of_contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing_cost" ADD CONSTRAINT "sourcing_cost_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing_item" ADD CONSTRAINT "sourcing_item_trust_id_area_id_sourcing_area_trust_id_id_fk" FOREIGN KEY ("trust_id","area_id") REFERENCES "public"."sourcing_area"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing_option" ADD CONSTRAINT "sourcing_option_trust_id_area_id_sourcing_area_trust_id_id_fk" FOREIGN KEY ("trust_id","area_id") REFERENCES "public"."sourcing_area"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing_quote" ADD CONSTRAINT "sourcing_quote_option" FOREIGN KEY ("trust_id","area_id","option") REFERENCES "public"."sourcing_option"("trust_id","area_id","name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing_quote" ADD CONSTRAINT "sourcing_quote_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON sourcing_area, sourcing_option, sourcing_choice TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (title, category, cfr_code, driver, starts_on, ends_on, notice_months, year_from, recorded_by, recorded_at) ON sourcing_area TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (supplier, document, recorded_by, recorded_at) ON sourcing_option TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON sourcing_item, sourcing_cost, sourcing_quote TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE sourcing_area ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sourcing_area FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON sourcing_area
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE sourcing_item ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sourcing_item FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON sourcing_item
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE sourcing_option ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sourcing_option FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON sourcing_option
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE sourcing_choice ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sourcing_choice FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON sourcing_choice
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE sourcing_cost ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sourcing_cost FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON sourcing_cost
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
--> statement-breakpoint
ALTER TABLE sourcing_quote ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sourcing_quote FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON sourcing_quote
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
