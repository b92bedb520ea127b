-- When a contract ends, renews itself or has to be given notice, when boards meet and schools are closed, and
-- what was decided: terms and decisions are only added. Meetings and holidays are plans, and are replaced.
-- Nothing here moves the days of a contract, by which figures are counted (P4).
CREATE TABLE "board_meeting" (
	"trust_id" uuid NOT NULL,
	"day" date NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "board_meeting_trust_id_day_pk" PRIMARY KEY("trust_id","day")
);
--> statement-breakpoint
CREATE TABLE "calendar_feed" (
	"id" uuid PRIMARY KEY NOT NULL,
	"trust_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "calendar_feed_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "contract_decision" (
	"trust_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"ends_on" date NOT NULL,
	"notice_by" date NOT NULL,
	"act" text NOT NULL,
	"until" date,
	"reason" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contract_decision_trust_id_contract_id_number_pk" PRIMARY KEY("trust_id","contract_id","number")
);
--> statement-breakpoint
CREATE TABLE "contract_terms" (
	"trust_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"extension_months" integer,
	"extensions" integer,
	"renewal_months" integer,
	"notice_length" integer,
	"notice_unit" text,
	"lead_weeks" integer NOT NULL,
	"penalties" text,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contract_terms_trust_id_contract_id_version_pk" PRIMARY KEY("trust_id","contract_id","version")
);
--> statement-breakpoint
CREATE TABLE "school_holiday" (
	"trust_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "school_holiday_trust_id_starts_on_pk" PRIMARY KEY("trust_id","starts_on")
);
--> statement-breakpoint
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_decision" ADD CONSTRAINT "contract_decision_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_terms" ADD CONSTRAINT "contract_terms_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON contract_terms, contract_decision TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON board_meeting, school_holiday TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT ON calendar_feed TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (ended_at) ON calendar_feed TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE contract_terms ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contract_terms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON contract_terms
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE contract_decision ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contract_decision FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON contract_decision
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE board_meeting ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE board_meeting FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON board_meeting
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE school_holiday ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE school_holiday FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON school_holiday
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
