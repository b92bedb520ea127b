-- How prices move with an index (terms, which change no figure), and who was sent by mail what is to be decided
-- of contracts: a mail that could not be sent is taken back, so that it is due again.
CREATE TABLE "price_review" (
	"trust_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"item" text NOT NULL,
	"series" text NOT NULL,
	"base_month" date NOT NULL,
	"review_month" smallint NOT NULL,
	"cap" numeric(24, 6),
	"collar" numeric(24, 6),
	"decimals" smallint NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "price_review_trust_id_contract_id_item_valid_from_pk" PRIMARY KEY("trust_id","contract_id","item","valid_from")
);
--> statement-breakpoint
CREATE TABLE "renewal_mail" (
	"trust_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"sent_on" date NOT NULL,
	CONSTRAINT "renewal_mail_trust_id_person_id_sent_on_pk" PRIMARY KEY("trust_id","person_id","sent_on")
);
--> statement-breakpoint
CREATE TABLE "renewal_mail_choice" (
	"trust_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"every" text NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "renewal_mail_choice_trust_id_person_id_pk" PRIMARY KEY("trust_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "price_review" ADD CONSTRAINT "price_review_trust_id_contract_id_item_contract_item_trust_id_contract_id_code_fk" FOREIGN KEY ("trust_id","contract_id","item") REFERENCES "public"."contract_item"("trust_id","contract_id","code") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON price_review, renewal_mail, renewal_mail_choice TO savings_ledger_service;
--> statement-breakpoint
GRANT DELETE ON renewal_mail TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (series, base_month, review_month, cap, collar, decimals, valid_to) ON price_review TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (every, changed_by, changed_at) ON renewal_mail_choice TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE price_review ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE price_review FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON price_review
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE renewal_mail ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE renewal_mail FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON renewal_mail
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE renewal_mail_choice ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE renewal_mail_choice FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON renewal_mail_choice
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
