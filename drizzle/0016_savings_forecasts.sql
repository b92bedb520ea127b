-- What schools are expected to save, identified or contracted, so that a forecast can be laid beside what is
-- realised and is never added to it. Versions are only added.
CREATE TABLE "savings_forecast" (
	"trust_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"version" integer NOT NULL,
	"stage" text NOT NULL,
	"area" text NOT NULL,
	"contract_id" uuid,
	"from_month" date NOT NULL,
	"to_month" date NOT NULL,
	"basis" text NOT NULL,
	"reason" text,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "savings_forecast_trust_id_number_version_pk" PRIMARY KEY("trust_id","number","version")
);
--> statement-breakpoint
CREATE TABLE "savings_forecast_amount" (
	"trust_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"version" integer NOT NULL,
	"school_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "savings_forecast_amount_trust_id_number_version_school_id_pk" PRIMARY KEY("trust_id","number","version","school_id")
);
--> statement-breakpoint
ALTER TABLE "savings_forecast" ADD CONSTRAINT "savings_forecast_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "savings_forecast_amount" ADD CONSTRAINT "savings_forecast_amount_version" FOREIGN KEY ("trust_id","number","version") REFERENCES "public"."savings_forecast"("trust_id","number","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "savings_forecast_amount" ADD CONSTRAINT "savings_forecast_amount_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON savings_forecast, savings_forecast_amount TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE savings_forecast ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE savings_forecast FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON savings_forecast
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE savings_forecast_amount ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE savings_forecast_amount FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON savings_forecast_amount
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
