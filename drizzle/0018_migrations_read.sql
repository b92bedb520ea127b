-- The service may read which migrations were made, so that it can say that it is not ready where the database
-- is at another version than the program.
GRANT USAGE ON SCHEMA drizzle TO savings_ledger_service;
--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO savings_ledger_service;
