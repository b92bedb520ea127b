-- The most that a supplier may keep for itself of the price of a unit, where there is a cap.
ALTER TABLE "price" ADD COLUMN "fee_cap" numeric(24, 6);
