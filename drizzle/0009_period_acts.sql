-- Closings and reopenings of months become a history; of before, each month has its one closing.
-- Schools answer to their figures; contracts have claims and validations.
CREATE TABLE "agreement" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"from_month" date NOT NULL,
	"to_month" date NOT NULL,
	"journal_number" integer NOT NULL,
	"cash_saving" bigint,
	"avoidance" bigint,
	"net_saving" bigint NOT NULL,
	"answer" text NOT NULL,
	"words" text NOT NULL,
	"answered_by" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "agreement_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "claim" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"from_month" date NOT NULL,
	"to_month" date NOT NULL,
	"claimant" text NOT NULL,
	"words" text NOT NULL,
	"claimed_by" text NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "claim_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "claim_withdrawal" (
	"trust_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"withdrawn_by" text NOT NULL,
	"withdrawn_at" timestamp with time zone NOT NULL,
	CONSTRAINT "claim_withdrawal_trust_id_claim_id_pk" PRIMARY KEY("trust_id","claim_id")
);
--> statement-breakpoint
CREATE TABLE "period_act" (
	"trust_id" uuid NOT NULL,
	"month" date NOT NULL,
	"ordinal" integer NOT NULL,
	"act" text NOT NULL,
	"reason" text NOT NULL,
	"at_journal" integer NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	CONSTRAINT "period_act_trust_id_month_ordinal_pk" PRIMARY KEY("trust_id","month","ordinal")
);
--> statement-breakpoint
CREATE TABLE "validation" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"from_month" date NOT NULL,
	"to_month" date NOT NULL,
	"journal_number" integer NOT NULL,
	"cash_saving" bigint,
	"avoidance" bigint,
	"net_saving" bigint NOT NULL,
	"words" text NOT NULL,
	"validated_by" text NOT NULL,
	"validated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "validation_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
ALTER TABLE period NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO period_act (trust_id, month, ordinal, act, reason, at_journal, recorded_at, recorded_by)
SELECT trust_id, month, 1, 'closed', '', closed_at_journal, closed_at, closed_by FROM period;--> statement-breakpoint
DROP TABLE "period" CASCADE;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_withdrawal" ADD CONSTRAINT "claim_withdrawal_trust_id_claim_id_claim_trust_id_id_fk" FOREIGN KEY ("trust_id","claim_id") REFERENCES "public"."claim"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation" ADD CONSTRAINT "validation_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreement_window" ON "agreement" USING btree ("trust_id","from_month","to_month");--> statement-breakpoint
CREATE INDEX "claim_place" ON "claim" USING btree ("trust_id","contract_id","school_id");
--> statement-breakpoint
GRANT SELECT, INSERT ON agreement, claim, claim_withdrawal, period_act, validation TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE agreement ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE agreement FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON agreement
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE claim ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE claim FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON claim
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE claim_withdrawal ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE claim_withdrawal FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON claim_withdrawal
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE period_act ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE period_act FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON period_act
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE validation ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE validation FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON validation
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
