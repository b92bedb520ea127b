-- Rows that are laid aside together are found together: those that were carried over before them in the same
-- transaction are in the way until it ends, and are no longer read.
ALTER TABLE staging_invoice ADD COLUMN part integer NOT NULL;
--> statement-breakpoint
ALTER TABLE staging_invoice_line ADD COLUMN part integer NOT NULL;
--> statement-breakpoint
ALTER TABLE staging_allocation ADD COLUMN part integer NOT NULL;
--> statement-breakpoint
ALTER TABLE staging_ledger_entry ADD COLUMN part integer NOT NULL;
--> statement-breakpoint
ALTER TABLE staging_line_withdrawal ADD COLUMN part integer NOT NULL;
--> statement-breakpoint
ALTER TABLE staging_import_row ADD COLUMN part integer NOT NULL;
--> statement-breakpoint
CREATE INDEX staging_invoice_part ON staging_invoice (trust_id, part);
--> statement-breakpoint
CREATE INDEX staging_invoice_line_part ON staging_invoice_line (trust_id, part);
--> statement-breakpoint
CREATE INDEX staging_allocation_part ON staging_allocation (trust_id, part);
--> statement-breakpoint
CREATE INDEX staging_ledger_entry_part ON staging_ledger_entry (trust_id, part);
--> statement-breakpoint
CREATE INDEX staging_line_withdrawal_part ON staging_line_withdrawal (trust_id, part);
--> statement-breakpoint
CREATE INDEX staging_import_row_part ON staging_import_row (trust_id, part);
