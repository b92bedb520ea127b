-- How the days and numbers of a file are written, settled over all its rows; null for earlier files.
ALTER TABLE "source_file" ADD COLUMN "forms" json;
