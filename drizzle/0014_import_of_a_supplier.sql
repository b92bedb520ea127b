-- A file with the rows of several suppliers is another import for each of them, so the same bytes may be
-- posted once for each profile.
DROP INDEX "import_posted_once";--> statement-breakpoint
CREATE UNIQUE INDEX "import_posted_once" ON "import" USING btree ("trust_id","sha256","profile_id") WHERE state = 'posted';