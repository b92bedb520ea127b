import { type Knowledge, readKnowledge } from '../reports/knowledge.ts';
import { type Arguments, WrongUsage } from './terminal.ts';

/** The options of a report by which it is held to what was known once (P11), and how they are used. */
export const knowledgeOptions = {
  'as-known-at': { type: 'string' },
  'as-known-on': { type: 'string' },
} as const;
export const knowledgeUsage = '[--as-known-at JOURNAL | --as-known-on DAY]';

/** Up to where the report knows; refuses a journal and a day at once, and what is neither. */
export function knowledgeAsked(args: Arguments): Knowledge {
  const journal = args.text('as-known-at');
  if (journal !== undefined && !/^\d{1,9}$/.test(journal))
    throw new WrongUsage(`--as-known-at '${journal}' is not the number of a journal.`);
  return readKnowledge(
    journal === undefined ? undefined : Number(journal),
    args.text('as-known-on'),
  );
}
