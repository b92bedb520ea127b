-- Work in the background is done for whoever asked for it, who may have been let out meanwhile: so a run keeps who that was.
-- What was asked for within a limit is shown within that limit only: it is known by a mark of holder and schools, and not
-- by the holder alone, who may be let in for other schools later.
ALTER TABLE run ADD COLUMN asker_id uuid;
--> statement-breakpoint
ALTER TABLE run ALTER COLUMN asker_id SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE run RENAME COLUMN limited_key_id TO limit_mark;
