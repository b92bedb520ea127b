-- What a contract promises by volume: a lower price from a quantity of a contract year on, and a part of
-- the spend back. These are terms, and change no figure: a rebate is a saving when it is received (P8).
CREATE TABLE "rebate_clause" (
	"trust_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"spend_above" numeric(24, 6) NOT NULL,
	"rebate_rate" numeric(24, 6) NOT NULL,
	"due_months" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "rebate_clause_trust_id_contract_id_spend_above_valid_from_pk" PRIMARY KEY("trust_id","contract_id","spend_above","valid_from")
);
--> statement-breakpoint
CREATE TABLE "volume_tier" (
	"trust_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"item" text NOT NULL,
	"from_quantity" numeric(24, 6) NOT NULL,
	"unit_price" numeric(24, 6) NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "volume_tier_trust_id_contract_id_item_from_quantity_valid_from_pk" PRIMARY KEY("trust_id","contract_id","item","from_quantity","valid_from")
);
--> statement-breakpoint
ALTER TABLE "rebate_clause" ADD CONSTRAINT "rebate_clause_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "volume_tier" ADD CONSTRAINT "volume_tier_trust_id_contract_id_item_contract_item_trust_id_contract_id_code_fk" FOREIGN KEY ("trust_id","contract_id","item") REFERENCES "public"."contract_item"("trust_id","contract_id","code") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON volume_tier, rebate_clause TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (unit_price, valid_to) ON volume_tier TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (rebate_rate, due_months, valid_to) ON rebate_clause TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE volume_tier ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE volume_tier FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON volume_tier
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE rebate_clause ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rebate_clause FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON rebate_clause
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
