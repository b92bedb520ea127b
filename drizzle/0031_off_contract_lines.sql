-- Items that no price explains are listed with the rows that wait; found by themselves, so that the list does not grow
-- with all that was ever posted.
CREATE INDEX "invoice_line_off_contract" ON "invoice_line" USING btree ("trust_id","import_id") WHERE line_class = 'off_contract';
