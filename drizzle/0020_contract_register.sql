-- What the register holds of a contract, version by version, with the terms as they were agreed. It is only
-- added to: a signed version is never written again.
CREATE TABLE "contract_version" (
	"trust_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"signed_on" date,
	"amendment" text,
	"record" json NOT NULL,
	"terms" json NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contract_version_trust_id_contract_id_version_pk" PRIMARY KEY("trust_id","contract_id","version")
);
--> statement-breakpoint
ALTER TABLE "contract_version" ADD CONSTRAINT "contract_version_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON contract_version TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE contract_version ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contract_version FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON contract_version
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
