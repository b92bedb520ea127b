import { eventHeader, eventRows, writeEvent } from '../audit/routes.ts';
import { eventsOf, type KeptEvent } from '../audit/store.ts';
import { inTrust } from '../database/tenant.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

/** So many events are read at a time: the record may be long. */
const pageLength = 2_000;

export const audit: Command = {
  name: 'audit',
  usage: 'audit [--action ACTION] [--format lines|csv] [--trust NAME]',
  summary: 'print who did what, when and from where',
  options: {
    action: { type: 'string' },
    format: { type: 'string' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    const [format, action] = [args.text('format') ?? 'lines', args.text('action')];
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    if (!['lines', 'csv'].includes(format))
      throw new WrongUsage(`'${format}' is none of lines, csv.`);
    const isJson = args.isSet('json');
    await withEngine(terminal, async ({ database }) => {
      const { id: trustId } = await chooseTrust(database, args.text('trust'));
      const read = (after: string | undefined) =>
        inTrust(database, trustId, (tenant) =>
          eventsOf(tenant, { action, after, limit: pageLength }),
        );
      if (format === 'csv') await terminal.write(eventHeader());
      for (let events = await read(undefined); events.length > 0; ) {
        await terminal.write(format === 'csv' ? eventRows(events) : textOf(events, isJson));
        events = await read(events.at(-1)?.id);
      }
    });
  },
};

function textOf(events: readonly KeptEvent[], isJson: boolean): string {
  const lines = isJson
    ? events.map((event) => JSON.stringify(writeEvent(event)))
    : events.map(lineOf);
  return `${lines.join('\n')}\n`;
}

function lineOf({ at, who, whoKind, address, action, outcome, subject }: KeptEvent): string {
  const from = address === null ? '' : `, from ${address}`;
  return `${at} ${who} (${whoKind})${from}: ${action} ${outcome}: ${subject}`;
}
