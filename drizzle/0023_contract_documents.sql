-- Documents of contracts, their bytes kept once like those of evidence, and the text of each by page for the
-- search. Both are only added to. The words are written with the text: nothing is computed by the tables.
CREATE TABLE "contract_document" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"media_type" text NOT NULL,
	"part_count" integer NOT NULL,
	"unsearchable" text,
	"added_at" timestamp with time zone NOT NULL,
	"added_by" text NOT NULL,
	CONSTRAINT "contract_document_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "document_text" (
	"trust_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"part" integer NOT NULL,
	"place" text NOT NULL,
	"content" text NOT NULL,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "document_text_trust_id_sha256_part_pk" PRIMARY KEY("trust_id","sha256","part")
);
--> statement-breakpoint
ALTER TABLE "contract_document" ADD CONSTRAINT "contract_document_trust_id_contract_id_contract_trust_id_id_fk" FOREIGN KEY ("trust_id","contract_id") REFERENCES "public"."contract"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_document" ADD CONSTRAINT "contract_document_trust_id_sha256_evidence_file_trust_id_sha256_fk" FOREIGN KEY ("trust_id","sha256") REFERENCES "public"."evidence_file"("trust_id","sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_text" ADD CONSTRAINT "document_text_trust_id_sha256_evidence_file_trust_id_sha256_fk" FOREIGN KEY ("trust_id","sha256") REFERENCES "public"."evidence_file"("trust_id","sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contract_document_contract" ON "contract_document" USING btree ("trust_id","contract_id");
--> statement-breakpoint
GRANT SELECT, INSERT ON contract_document, document_text TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE contract_document ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contract_document FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON contract_document
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE document_text ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE document_text FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON document_text
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
