-- A row's number means a row of one supplier in one sheet: what was decided of it says whose row it
-- was, so that the same bytes, read for another supplier, are judged anew (P9, P12).
ALTER TABLE "row_decision" ADD COLUMN "supplier_id" uuid;--> statement-breakpoint
ALTER TABLE "row_decision" ADD COLUMN "sheet" text;--> statement-breakpoint
-- Decisions of before are told by the last import of the file; the owner sees every trust for this.
ALTER TABLE row_decision NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE import NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE supplier_profile NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE row_decision d SET supplier_id = p.supplier_id, sheet = coalesce(p.document ->> 'sheet', '')
FROM (
  SELECT DISTINCT ON (trust_id, sha256) trust_id, sha256, profile_id FROM import
  WHERE journal_number IS NOT NULL ORDER BY trust_id, sha256, id DESC
) m
JOIN supplier_profile p ON p.trust_id = m.trust_id AND p.id = m.profile_id
WHERE m.trust_id = d.trust_id AND m.sha256 = d.file_sha256;--> statement-breakpoint
ALTER TABLE supplier_profile FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE import FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE row_decision FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "row_decision" ALTER COLUMN "supplier_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "row_decision" ALTER COLUMN "sheet" SET NOT NULL;
