import { recordFieldNames, recordFields } from '../amendments/record.ts';
import { valueInText } from '../amendments/version.ts';
import { listDocuments } from '../attachments/commands.ts';
import { writeDocument } from '../attachments/routes.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { dayInWords } from '../renewals/words.ts';
import { type ContractEntry, showContract, type TracedVersion } from '../values/commands.ts';
import { commitmentSentences } from '../values/commitment.ts';
import { writeCommitment, writeValue } from '../values/routes.ts';
import { valueSentences } from '../values/value.ts';
import { writeRecord, writeVersion } from '../variations/routes.ts';
import { chooseTrust } from './choose-trust.ts';
import { contractDocuments, documentLines } from './contract-documents.ts';
import { readDay } from './read-day.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const contract: Command = {
  name: 'contract',
  usage:
    'contract show CONTRACT [--on DAY] | contract document add CONTRACT FILE --kind KIND [--name NAME] [--by PERSON] | contract documents list CONTRACT | contract document take CONTRACT ID --into FILE | contract documents search WORDS [--trust NAME]',
  summary:
    'print what the register holds of a contract, its versions and amendments, its value in a year and its whole life, and what was spent of it, and its documents; keep documents, and search them by their words',
  options: {
    on: { type: 'string' },
    kind: { type: 'string' },
    name: { type: 'string' },
    by: { type: 'string' },
    into: { type: 'string' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb, reference, ...more] = args.words;
    if (verb === 'document' || verb === 'documents') return contractDocuments(terminal, args);
    if (verb !== 'show' || !reference || more.length > 0) {
      throw new WrongUsage('Say: contract show CONTRACT.');
    }
    const today = readDay(args, 'on') ?? (terminal.now().slice(0, 10) as LocalDate);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const entry = await showContract(database, trust.id, { reference, today });
      const documents = await listDocuments(database, trust.id, reference);
      if (args.isSet('json')) {
        const written = writeEntry(trust.name, entry);
        terminal.print(JSON.stringify({ ...written, documents: documents.map(writeDocument) }));
        return;
      }
      for (const line of entryLines(entry)) terminal.print(line);
      const heading = documents.length > 0 ? ['', 'Documents'] : [];
      for (const line of [...heading, ...documents.flatMap(documentLines).map(indent)])
        terminal.print(line);
    });
  },
};

function recordIn({ versions }: ContractEntry): [string, string][] {
  const record = versions.at(-1)?.version.record;
  if (!record) return [];
  return recordFieldNames.flatMap((name): [string, string][] => {
    const value = valueInText(name, record);
    return value === null ? [] : [[name, value]];
  });
}

function writeEntry(trust: string, entry: ContractEntry) {
  const { contract: it, supplier, versions, value, commitments } = entry;
  return {
    trust,
    contract: it.reference,
    title: it.title,
    supplier,
    record: writeRecord(versions.at(-1)?.version.record),
    versions: versions.map(writeVersion),
    value: value && writeValue(value),
    commitments: commitments.map(writeCommitment),
  };
}

function entryLines(entry: ContractEntry): string[] {
  const { contract: it, supplier, versions, value, commitments } = entry;
  const held = recordIn(entry).map(([name, text]) => {
    const { inWords } = recordFields[name as keyof typeof recordFields];
    return `  ${inWords}: ${text}`;
  });
  const nothing = 'Nothing more is written of it: see contract_records.csv.';
  return [
    `${it.reference}, ${it.title}, with ${supplier}, ${it.term.from} to ${it.term.to}`,
    ...(versions.length === 0 ? [nothing] : ['', 'In the register', ...held]),
    '',
    'Value',
    ...(value ? valueSentences(value) : ['The value of a year is not written down.']).map(indent),
    ...(commitments.length > 0 ? ['', 'Least spend agreed'] : []),
    ...commitments.flatMap(commitmentSentences).map(indent),
    ...(versions.length > 0 ? ['', 'Versions'] : []),
    ...versions.flatMap(versionLines),
  ];
}

const indent = (line: string) => `  ${line}`;

function versionLines({ version, changes }: TracedVersion): string[] {
  const { signedOn, amendment, by, at } = version;
  const state = signedOn ? `signed on ${dayInWords(signedOn)}` : 'not signed';
  const why = amendment ? `, amendment: ${amendment}` : '';
  const written = dayInWords(at.slice(0, 10) as LocalDate);
  return [
    `  ${version.version}. ${state}${why} (written by ${by} on ${written})`,
    ...changes.map(({ field, before, after }) => {
      return `     ${field}: ${before ?? 'nothing'} became ${after ?? 'nothing'}`;
    }),
  ];
}
