import { bigint, customType, date, numeric, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Whole pence. Numbers are exact here: the core refuses amounts beyond a safe integer. */
export const money = () => bigint({ mode: 'number' });

/** A unit price, quantity, rate, weight or driver value: exact text, six decimals. */
export const exact = () => numeric({ precision: 24, scale: 6 });

/** A day, as the text `2026-09-01`; never a Date, which moves with the time zone. */
export const day = () => date({ mode: 'string' });

export const instant = () => timestamp({ withTimezone: true, mode: 'string' });

/** The trust that a row belongs to: first in every key, so that one server can hold its shard. */
export const trustId = () => uuid().notNull();

export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A set of days that may have gaps, `{[2025-09-01,2025-10-01)}`. */
export const days = customType<{ data: string }>({ dataType: () => 'datemultirange' });

/** The words of a text as they are searched: PostgreSQL works them out where the text is written. */
export const words = customType<{ data: string }>({ dataType: () => 'tsvector' });
