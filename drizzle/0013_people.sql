-- Who may be let in, how they sign in, and what was done by whom; and the schools of whoever asks become
-- part of the policies: a transaction says for which schools it is, and one that says nothing sees none.
CREATE TABLE "audit_event" (
	"trust_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"who" text NOT NULL,
	"who_kind" text NOT NULL,
	"who_id" uuid,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"subject" text NOT NULL,
	"before" json,
	"after" json,
	"address" text,
	"request_id" text,
	CONSTRAINT "audit_event_trust_id_id_pk" PRIMARY KEY("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "identity" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "identity_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "password" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "password_link" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "person_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "role_grant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"trust_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"school_ids" uuid[],
	"granted_at" timestamp with time zone NOT NULL,
	"granted_by" text NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"former_hash" "bytea",
	"person_id" uuid NOT NULL,
	"way" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"rotated_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "session_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"of" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_flow" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"verifier" text NOT NULL,
	"nonce" text NOT NULL,
	"return_to" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "scopes" text[];--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password" ADD CONSTRAINT "password_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_link" ADD CONSTRAINT "password_link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_action" ON "audit_event" USING btree ("trust_id","action","id");--> statement-breakpoint
CREATE INDEX "role_grant_person" ON "role_grant" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "role_grant_trust" ON "role_grant" USING btree ("trust_id");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_failure_of" ON "sign_in_failure" USING btree ("of","at");
--> statement-breakpoint
GRANT SELECT, INSERT ON person, identity TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (name, email) ON person TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT ON role_grant TO savings_ledger_service;
--> statement-breakpoint
GRANT UPDATE (ended_at, ended_by) ON role_grant TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON password, password_link, session TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON sign_in_flow, sign_in_failure TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_event TO savings_ledger_service;
--> statement-breakpoint
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_trust ON audit_event
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
--> statement-breakpoint
ALTER POLICY one_trust ON agreement
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
--> statement-breakpoint
ALTER POLICY one_trust ON baseline
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
--> statement-breakpoint
ALTER POLICY one_trust ON claim
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
--> statement-breakpoint
ALTER POLICY one_trust ON import_row
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
--> statement-breakpoint
-- A joint line is of every school that shares it.
ALTER POLICY one_trust ON invoice_line
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0
      OR school_id IS NULL))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0
      OR school_id IS NULL));
--> statement-breakpoint
ALTER POLICY one_trust ON known_row
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
--> statement-breakpoint
ALTER POLICY one_trust ON ledger_entry
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
--> statement-breakpoint
ALTER POLICY one_trust ON savings_journal
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
--> statement-breakpoint
ALTER POLICY one_trust ON savings_month
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0))
  WITH CHECK (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
    AND ((SELECT current_setting('app.school_ids', true)) = 'all'
      OR strpos((SELECT current_setting('app.school_ids', true)), school_id::text) > 0));
