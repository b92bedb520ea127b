-- A change of baselines, and what is taken back, reaches the lines of a school in an item of a contract, place by place:
-- without an index of places all lines of the trust were read for each of them.
CREATE INDEX "invoice_line_place" ON "invoice_line" USING btree ("trust_id","contract_id","item","id");
