-- The whole data model, with who may do what to it: the service may add to the ledger and read
-- it, never change it, and sees the rows of one trust at a time.
CREATE TABLE "allocation" (
	"trust_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"journal_number" integer NOT NULL,
	"weight" numeric(24, 6) NOT NULL,
	"days" datemultirange NOT NULL,
	"net" bigint NOT NULL,
	"vat" bigint NOT NULL,
	"recovery_rate" numeric(24, 6) NOT NULL,
	CONSTRAINT "allocation_trust_id_line_id_school_id_pk" PRIMARY KEY("trust_id","line_id","school_id")
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"trust_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_key_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "baseline" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"item" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"unit_price" numeric(24, 6) NOT NULL,
	"vat_rate" numeric(24, 6) NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"evidence" text NOT NULL,
	"prepared_by" text NOT NULL,
	"approved_by" text,
	"approved_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	"withdrawn_reason" text,
	CONSTRAINT "baseline_trust_id_id_pk" PRIMARY KEY("trust_id","id"),
	CONSTRAINT "baseline_trustId_contractId_schoolId_item_version_unique" UNIQUE("trust_id","contract_id","school_id","item","version")
);
--> statement-breakpoint
CREATE TABLE "contract" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reference" text NOT NULL,
	"title" text NOT NULL,
	"supplier_id" uuid NOT NULL,
	"category" text NOT NULL,
	"cfr_code" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"notice_months" integer NOT NULL,
	"procurement_route" text NOT NULL,
	"driver" text NOT NULL,
	CONSTRAINT "contract_trust_id_id_pk" PRIMARY KEY("trust_id","id"),
	CONSTRAINT "contract_trustId_reference_unique" UNIQUE("trust_id","reference")
);
--> statement-breakpoint
CREATE TABLE "contract_item" (
	"trust_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "contract_item_trust_id_contract_id_code_pk" PRIMARY KEY("trust_id","contract_id","code")
);
--> statement-breakpoint
CREATE TABLE "driver_value" (
	"trust_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"driver" text NOT NULL,
	"effective_from" date NOT NULL,
	"value" numeric(24, 6) NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "driver_value_trust_id_school_id_driver_effective_from_pk" PRIMARY KEY("trust_id","school_id","driver","effective_from")
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"trust_id" uuid NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"status" integer NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_key_trust_id_key_pk" PRIMARY KEY("trust_id","key")
);
--> statement-breakpoint
CREATE TABLE "import_row" (
	"trust_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"state" text NOT NULL,
	"net" bigint NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"column" text,
	"found" text,
	"remedy" text,
	"waits_for_supplier_id" uuid,
	"waits_for_number" text,
	CONSTRAINT "import_row_trust_id_import_id_row_pk" PRIMARY KEY("trust_id","import_id","row")
);
--> statement-breakpoint
CREATE TABLE "import" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"profile_id" uuid NOT NULL,
	"state" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"received_by" text NOT NULL,
	"journal_number" integer,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_posted" integer DEFAULT 0 NOT NULL,
	"rows_already" integer DEFAULT 0 NOT NULL,
	"rows_held" integer DEFAULT 0 NOT NULL,
	"rows_refused" integer DEFAULT 0 NOT NULL,
	"net_read" bigint DEFAULT 0 NOT NULL,
	"net_posted" bigint DEFAULT 0 NOT NULL,
	"net_already" bigint DEFAULT 0 NOT NULL,
	"net_held" bigint DEFAULT 0 NOT NULL,
	"net_refused" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "import_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "invoice" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"supplier_id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "invoice_trust_id_id_pk" PRIMARY KEY("trust_id","id"),
	CONSTRAINT "invoice_trustId_supplierId_number_kind_unique" UNIQUE("trust_id","supplier_id","number","kind")
);
--> statement-breakpoint
CREATE TABLE "invoice_line" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"journal_number" integer NOT NULL,
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"invoice_id" uuid NOT NULL,
	"original_invoice_id" uuid,
	"contract_id" uuid NOT NULL,
	"school_id" uuid,
	"school_text" text NOT NULL,
	"item" text NOT NULL,
	"description" text NOT NULL,
	"document_date" date NOT NULL,
	"credit_kind" text,
	"service_from" date NOT NULL,
	"service_to" date NOT NULL,
	"quantity" numeric(24, 6),
	"unit_price" numeric(24, 6),
	"net" bigint NOT NULL,
	"vat" bigint NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"line_class" text NOT NULL,
	"quantity_basis" text NOT NULL,
	"price_id" uuid,
	"recovery_rate" numeric(24, 6),
	"period_days" integer NOT NULL,
	CONSTRAINT "invoice_line_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"trust_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"reason" text NOT NULL,
	"import_id" uuid,
	"file_sha256" text,
	"rule_version" text NOT NULL,
	"lines_sha256" text NOT NULL,
	"allocations_sha256" text NOT NULL,
	"withdrawals_sha256" text NOT NULL,
	"entries_sha256" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "journal_trust_id_number_pk" PRIMARY KEY("trust_id","number")
);
--> statement-breakpoint
CREATE TABLE "ledger_entry" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"journal_number" integer NOT NULL,
	"line_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"item" text NOT NULL,
	"entry_class" text NOT NULL,
	"service_month" date NOT NULL,
	"booked_month" date NOT NULL,
	"days_in_month" integer NOT NULL,
	"baseline_id" uuid,
	"baseline_kind" text,
	"quantity" numeric(24, 6) NOT NULL,
	"cost" bigint NOT NULL,
	"baseline_cost" bigint,
	"indexed_cost" bigint,
	"is_sustained" boolean NOT NULL,
	"depth" smallint NOT NULL,
	"reverses_entry_id" uuid,
	"caused_by_line_id" uuid,
	CONSTRAINT "ledger_entry_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "line_withdrawal" (
	"trust_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"journal_number" integer NOT NULL,
	CONSTRAINT "line_withdrawal_trust_id_line_id_pk" PRIMARY KEY("trust_id","line_id")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"trust_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"joined_on" date NOT NULL,
	"left_on" date,
	CONSTRAINT "membership_trust_id_school_id_joined_on_pk" PRIMARY KEY("trust_id","school_id","joined_on")
);
--> statement-breakpoint
CREATE TABLE "participant" (
	"trust_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	CONSTRAINT "participant_trust_id_contract_id_school_id_starts_on_pk" PRIMARY KEY("trust_id","contract_id","school_id","starts_on")
);
--> statement-breakpoint
CREATE TABLE "period" (
	"trust_id" uuid NOT NULL,
	"month" date NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"closed_by" text NOT NULL,
	"closed_at_journal" integer NOT NULL,
	CONSTRAINT "period_trust_id_month_pk" PRIMARY KEY("trust_id","month")
);
--> statement-breakpoint
CREATE TABLE "price" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"item" text NOT NULL,
	"description" text NOT NULL,
	"unit" text NOT NULL,
	"quantity_basis" text NOT NULL,
	"line_class" text NOT NULL,
	"unit_price" numeric(24, 6) NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "price_trust_id_id_pk" PRIMARY KEY("trust_id","id"),
	CONSTRAINT "price_trustId_contractId_item_validFrom_unique" UNIQUE("trust_id","contract_id","item","valid_from")
);
--> statement-breakpoint
CREATE TABLE "savings_journal" (
	"trust_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"item" text NOT NULL,
	"service_month" date NOT NULL,
	"booked_month" date NOT NULL,
	"is_sustained" boolean NOT NULL,
	"journal_number" integer NOT NULL,
	"entries" integer NOT NULL,
	"measured_entries" integer NOT NULL,
	"quantity" numeric(24, 6) NOT NULL,
	"cost" bigint NOT NULL,
	"measured_cost" bigint NOT NULL,
	"cash_cost" bigint NOT NULL,
	"baseline_cost" bigint NOT NULL,
	"cash_baseline_cost" bigint NOT NULL,
	"one_off" bigint NOT NULL,
	"rebate" bigint NOT NULL,
	"off_contract_cost" bigint NOT NULL,
	"excluded" bigint NOT NULL,
	"indexed_cost" bigint NOT NULL,
	"indexed_baseline_cost" bigint NOT NULL,
	"indexed_measured_cost" bigint NOT NULL,
	CONSTRAINT "savings_journal_trust_id_journal_number_school_id_contract_id_item_service_month_booked_month_is_sustained_pk" PRIMARY KEY("trust_id","journal_number","school_id","contract_id","item","service_month","booked_month","is_sustained")
);
--> statement-breakpoint
CREATE TABLE "savings_month" (
	"trust_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"item" text NOT NULL,
	"service_month" date NOT NULL,
	"booked_month" date NOT NULL,
	"is_sustained" boolean NOT NULL,
	"entries" integer NOT NULL,
	"measured_entries" integer NOT NULL,
	"quantity" numeric(24, 6) NOT NULL,
	"cost" bigint NOT NULL,
	"measured_cost" bigint NOT NULL,
	"cash_cost" bigint NOT NULL,
	"baseline_cost" bigint NOT NULL,
	"cash_baseline_cost" bigint NOT NULL,
	"one_off" bigint NOT NULL,
	"rebate" bigint NOT NULL,
	"off_contract_cost" bigint NOT NULL,
	"excluded" bigint NOT NULL,
	"indexed_cost" bigint NOT NULL,
	"indexed_baseline_cost" bigint NOT NULL,
	"indexed_measured_cost" bigint NOT NULL,
	CONSTRAINT "savings_month_trust_id_school_id_contract_id_item_service_month_booked_month_is_sustained_pk" PRIMARY KEY("trust_id","school_id","contract_id","item","service_month","booked_month","is_sustained")
);
--> statement-breakpoint
CREATE TABLE "school" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"urn" text NOT NULL,
	"phase" text NOT NULL,
	CONSTRAINT "school_trust_id_id_pk" PRIMARY KEY("trust_id","id"),
	CONSTRAINT "school_trustId_urn_unique" UNIQUE("trust_id","urn")
);
--> statement-breakpoint
CREATE TABLE "school_identifier" (
	"trust_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "school_identifier_trust_id_school_id_kind_value_valid_from_pk" PRIMARY KEY("trust_id","school_id","kind","value","valid_from")
);
--> statement-breakpoint
CREATE TABLE "school_name" (
	"trust_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"known_from_journal" integer NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "school_name_trust_id_school_id_known_from_journal_pk" PRIMARY KEY("trust_id","school_id","known_from_journal")
);
--> statement-breakpoint
CREATE TABLE "school_terms" (
	"trust_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"status" text NOT NULL,
	"year_starts_month" smallint NOT NULL,
	"vat_recovery_rate" numeric(24, 6) NOT NULL,
	CONSTRAINT "school_terms_trust_id_school_id_valid_from_pk" PRIMARY KEY("trust_id","school_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "source_chunk" (
	"trust_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"first_row" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "source_chunk_trust_id_file_id_ordinal_pk" PRIMARY KEY("trust_id","file_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "source_file" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"kept_sha256" text NOT NULL,
	"byte_count" bigint NOT NULL,
	"encoding" text NOT NULL,
	"header" json NOT NULL,
	CONSTRAINT "source_file_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "supplier" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"company_number" text,
	"vat_number" text,
	CONSTRAINT "supplier_trust_id_id_pk" PRIMARY KEY("trust_id","id"),
	CONSTRAINT "supplier_trustId_name_unique" UNIQUE("trust_id","name")
);
--> statement-breakpoint
CREATE TABLE "supplier_profile" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"supplier_id" uuid NOT NULL,
	"document" json NOT NULL,
	CONSTRAINT "supplier_profile_trust_id_id_pk" PRIMARY KEY("trust_id","id"),
	CONSTRAINT "supplier_profile_trustId_name_version_unique" UNIQUE("trust_id","name","version")
);
--> statement-breakpoint
CREATE TABLE "trust" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"company_number" text,
	"ukprn" text,
	"year_starts_month" smallint NOT NULL,
	CONSTRAINT "trust_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_trust_id_line_id_invoice_line_trust_id_id_fk" FOREIGN KEY ("trust_id","line_id") REFERENCES "public"."invoice_line"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baseline" ADD CONSTRAINT "baseline_trust_id_contract_id_item_contract_item_trust_id_contract_id_code_fk" FOREIGN KEY ("trust_id","contract_id","item") REFERENCES "public"."contract_item"("trust_id","contract_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baseline" ADD CONSTRAINT "baseline_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_trust_id_supplier_id_supplier_trust_id_id_fk" FOREIGN KEY ("trust_id","supplier_id") REFERENCES "public"."supplier"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_item" ADD CONSTRAINT "contract_item_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "driver_value" ADD CONSTRAINT "driver_value_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_trust_id_import_id_import_trust_id_id_fk" FOREIGN KEY ("trust_id","import_id") REFERENCES "public"."import"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import" ADD CONSTRAINT "import_trust_id_file_id_source_file_trust_id_id_fk" FOREIGN KEY ("trust_id","file_id") REFERENCES "public"."source_file"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import" ADD CONSTRAINT "import_trust_id_profile_id_supplier_profile_trust_id_id_fk" FOREIGN KEY ("trust_id","profile_id") REFERENCES "public"."supplier_profile"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_trust_id_invoice_id_invoice_trust_id_id_fk" FOREIGN KEY ("trust_id","invoice_id") REFERENCES "public"."invoice"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_trust_id_line_id_invoice_line_trust_id_id_fk" FOREIGN KEY ("trust_id","line_id") REFERENCES "public"."invoice_line"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_withdrawal" ADD CONSTRAINT "line_withdrawal_trust_id_line_id_invoice_line_trust_id_id_fk" FOREIGN KEY ("trust_id","line_id") REFERENCES "public"."invoice_line"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price" ADD CONSTRAINT "price_trust_id_contract_id_item_contract_item_trust_id_contract_id_code_fk" FOREIGN KEY ("trust_id","contract_id","item") REFERENCES "public"."contract_item"("trust_id","contract_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_identifier" ADD CONSTRAINT "school_identifier_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_name" ADD CONSTRAINT "school_name_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_terms" ADD CONSTRAINT "school_terms_trust_id_school_id_school_trust_id_id_fk" FOREIGN KEY ("trust_id","school_id") REFERENCES "public"."school"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_chunk" ADD CONSTRAINT "source_chunk_trust_id_file_id_source_file_trust_id_id_fk" FOREIGN KEY ("trust_id","file_id") REFERENCES "public"."source_file"("trust_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_profile" ADD CONSTRAINT "supplier_profile_trust_id_supplier_id_supplier_trust_id_id_fk" FOREIGN KEY ("trust_id","supplier_id") REFERENCES "public"."supplier"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_row_waiting" ON "import_row" USING btree ("trust_id","waits_for_supplier_id","waits_for_number");--> statement-breakpoint
CREATE UNIQUE INDEX "import_posted_once" ON "import" USING btree ("trust_id","sha256") WHERE state = 'posted';--> statement-breakpoint
CREATE INDEX "invoice_line_document" ON "invoice_line" USING btree ("trust_id","invoice_id");--> statement-breakpoint
CREATE INDEX "invoice_line_import" ON "invoice_line" USING btree ("trust_id","import_id","row");--> statement-breakpoint
CREATE INDEX "invoice_line_original" ON "invoice_line" USING btree ("trust_id","original_invoice_id") WHERE original_invoice_id is not null;--> statement-breakpoint
CREATE INDEX "ledger_entry_line" ON "ledger_entry" USING btree ("trust_id","line_id");--> statement-breakpoint
CREATE INDEX "ledger_entry_journal" ON "ledger_entry" USING btree ("trust_id","journal_number","id");--> statement-breakpoint
CREATE INDEX "ledger_entry_cause" ON "ledger_entry" USING btree ("trust_id","caused_by_line_id") WHERE caused_by_line_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entry_reversed_once" ON "ledger_entry" USING btree ("trust_id","reverses_entry_id") WHERE reverses_entry_id is not null;--> statement-breakpoint
CREATE INDEX "line_withdrawal_journal" ON "line_withdrawal" USING btree ("trust_id","journal_number");
--> statement-breakpoint
-- Roles belong to the whole server: another database on it may have made this one already.
DO $$ BEGIN
  CREATE ROLE savings_ledger_service NOLOGIN NOBYPASSRLS NOSUPERUSER;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$ BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT savings_ledger_service TO %I', current_user);
  END IF;
END $$;
--> statement-breakpoint
-- What a file brings passes through here inside one transaction: COPY is refused on tables with
-- row-level security, and a row that is never committed is never seen by anyone else.
CREATE UNLOGGED TABLE staging_invoice (LIKE invoice);
--> statement-breakpoint
CREATE UNLOGGED TABLE staging_invoice_line (LIKE invoice_line);
--> statement-breakpoint
CREATE UNLOGGED TABLE staging_allocation (LIKE allocation);
--> statement-breakpoint
CREATE UNLOGGED TABLE staging_ledger_entry (LIKE ledger_entry);
--> statement-breakpoint
CREATE UNLOGGED TABLE staging_line_withdrawal (LIKE line_withdrawal);
--> statement-breakpoint
CREATE UNLOGGED TABLE staging_import_row (LIKE import_row);
--> statement-breakpoint
CREATE UNLOGGED TABLE staging_row (
  trust_id uuid NOT NULL,
  row integer NOT NULL,
  phase smallint NOT NULL,
  document_number text NOT NULL,
  document_kind text NOT NULL,
  contract_id uuid NOT NULL,
  school_id uuid,
  content_hash bytea NOT NULL,
  line text NOT NULL,
  outcome text
);
--> statement-breakpoint
CREATE INDEX staging_row_key ON staging_row (trust_id, row);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON trust, api_key TO savings_ledger_service;
--> statement-breakpoint
-- Append-only: a correction is a new row, never an edit.
GRANT SELECT, INSERT ON "journal", "ledger_entry", "invoice", "invoice_line", "allocation", "line_withdrawal", "savings_journal", "school_name" TO savings_ledger_service;
--> statement-breakpoint
-- A school renamed again before anything is posted keeps one name for that journal.
GRANT UPDATE (name) ON school_name TO savings_ledger_service;
--> statement-breakpoint
-- An approved baseline is never changed, only approved or withdrawn.
GRANT SELECT, INSERT ON baseline TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (approved_by, approved_at, withdrawn_at, withdrawn_by, withdrawn_reason) ON baseline TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "contract",
  "contract_item",
  "driver_value",
  "idempotency_key",
  "import_row",
  "import",
  "membership",
  "participant",
  "period",
  "price",
  "savings_month",
  "school",
  "school_identifier",
  "school_terms",
  "source_chunk",
  "source_file",
  "supplier",
  "supplier_profile" TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON staging_row, staging_invoice, staging_invoice_line,
  staging_allocation, staging_ledger_entry, staging_line_withdrawal,
  staging_import_row TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE "allocation" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "allocation" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "allocation"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "baseline" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "baseline" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "baseline"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "contract" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "contract" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "contract"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "contract_item" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "contract_item" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "contract_item"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "driver_value" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "driver_value" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "driver_value"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "idempotency_key" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "idempotency_key" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "idempotency_key"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "import_row" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "import_row" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "import_row"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "import" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "import" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "import"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "invoice" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "invoice" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "invoice"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "invoice_line" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "invoice_line" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "invoice_line"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "journal" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "journal" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "journal"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "ledger_entry" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "ledger_entry" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "ledger_entry"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "line_withdrawal" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "line_withdrawal" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "line_withdrawal"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "membership" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "membership"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "participant" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "participant" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "participant"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "period" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "period" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "period"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "price" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "price" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "price"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "savings_journal" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "savings_journal" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "savings_journal"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "savings_month" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "savings_month" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "savings_month"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "school" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "school" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "school"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "school_identifier" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "school_identifier" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "school_identifier"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "school_name" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "school_name" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "school_name"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "school_terms" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "school_terms" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "school_terms"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "source_chunk" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "source_chunk" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "source_chunk"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "source_file" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "source_file" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "source_file"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "supplier" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "supplier" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "supplier"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "supplier_profile" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "supplier_profile" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON "supplier_profile"
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
