import type { Database } from '../database/connect.ts';
import { show } from '../explanations/spelling.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { isPast, type Knowledge } from '../reports/knowledge.ts';
import { writeWorking } from '../workings/answer.ts';
import { explainEntry, explainFigure, explainLine } from '../workings/commands.ts';
import { writeEntryWorking } from '../workings/entry-answer.ts';
import type { Explanation } from '../workings/explanation.ts';
import { writeLineWorking } from '../workings/line-answer.ts';
import { type Measure, measures } from '../workings/measure.ts';
import { commandOf, hrefOf, readPlace, type Target } from '../workings/place.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { type Arguments, type Command, WrongUsage, withEngine } from './terminal.ts';

/** What a command prints: a document for programs, lines for people. */
interface Told {
  readonly document: unknown;
  readonly lines: readonly string[];
}

export const why: Command = {
  name: 'why',
  usage: `why [--school URN] [--contract REF] [--item ITEM] [--month MONTH | --from MONTH --to MONTH] [--measure net_saving] [--entry ID | --line ID] ${knowledgeUsage} [--trust NAME]`,
  summary: 'explain any figure: one sentence, one sum, and the way down to the row of the file',
  options: {
    school: { type: 'string' },
    contract: { type: 'string' },
    item: { type: 'string' },
    month: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    measure: { type: 'string' },
    after: { type: 'string' },
    entry: { type: 'string' },
    line: { type: 'string' },
    ...knowledgeOptions,
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const knowledge = knowledgeAsked(args);
    const tell = choose(args);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const { document, lines } = await tell(database, trust.id, knowledge);
      terminal.print(args.isSet('json') ? JSON.stringify(document) : lines.join('\n'));
    });
  },
};

type Tell = (database: Database, trustId: string, knowledge: Knowledge) => Promise<Told>;

function choose(args: Arguments): Tell {
  const [entry, line] = [args.text('entry'), args.text('line')];
  if (entry !== undefined && line !== undefined) throw new WrongUsage('Name an entry or a line.');
  if (entry !== undefined) return (...asked) => tellEntry(readId(entry), ...asked);
  if (line !== undefined) return (...asked) => tellLine(readId(line), ...asked);
  return tellFigure(args);
}

function readId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw new WrongUsage(`'${text}' is not the id of an entry or a line.`);
}

function tellFigure(args: Arguments): Tell {
  const measure = (args.text('measure') ?? 'net_saving') as Measure;
  if (!measures.includes(measure))
    throw new WrongUsage(`--measure '${measure}' is none of ${measures.join(', ')}.`);
  const given = (name: string) => args.text(name);
  const [contract, item, month, from, to] = ['contract', 'item', 'month', 'from', 'to'].map(given);
  const place = readPlace({ urn: given('school'), contract, item, month, from, to });
  const after = args.text('after');
  return async (database, trustId, knowledge) => {
    const asked = { place, measure, after, ...knowledge };
    const known = await explainFigure(database, trustId, asked);
    const { main, besides, below, names, journal, ruleVersion } = known;
    return {
      document: writeWorking(known, (target) => hrefOf(trustId, journal, target)),
      lines: [
        main.sentence,
        ...(main.sum === null ? [] : [`  ${main.sum}`]),
        ...besides.map(({ sentence }) => sentence),
        ...wayDown(below, heldTo(knowledge, journal)),
        `${names.trustName}, as known at journal ${journal}, by the rules of ${ruleVersion}. Amounts: ${known.basis}.`,
      ],
    };
  };
}

/** The journal to which the way down is held, where an earlier point was asked for. */
const heldTo = (knowledge: Knowledge, journal: number) => (isPast(knowledge) ? journal : undefined);

/** Each part with its number, and the command that explains it. */
function wayDown({ terms }: Explanation, journal: number | undefined): string[] {
  if (terms.length === 0) return [];
  return [
    'It is added up from:',
    ...terms.flatMap(({ label, value, unit, target }) => [
      `  ${value === null ? 'not measured' : show(value, unit)}  ${label}`,
      ...(target ? [`      ${commandOf(journal, target)}`] : []),
    ]),
  ];
}

async function tellEntry(
  id: string,
  database: Database,
  trustId: string,
  knowledge: Knowledge,
): Promise<Told> {
  const working = await explainEntry(database, trustId, id, knowledge);
  if (!working) throw notThere('entry', id);
  const { figure, making, weight, baseline, notes, history, line } = working;
  return {
    document: writeEntryWorking(working, (target) => hrefOf(trustId, working.journal, target)),
    lines: [
      figure.sentence,
      `  ${figure.sum}`,
      ...making.map(({ sentence }) => `  ${sentence}`),
      ...(weight ? [`  ${weight.sentence}`] : []),
      ...(baseline
        ? [
            `  Baseline version ${baseline.version}: ${baseline.evidence}, prepared by ${baseline.preparedBy}, approved by ${baseline.approvedBy} at ${baseline.approvedAt}.`,
          ]
        : []),
      ...notes,
      ...history.map(({ sentence }) => sentence),
      `It comes from row ${line.row} of ${line.file.name}:`,
      `      ${commandOf(heldTo(knowledge, working.journal), { kind: 'line', id: line.id })}`,
    ],
  };
}

async function tellLine(
  id: string,
  database: Database,
  trustId: string,
  knowledge: Knowledge,
): Promise<Told> {
  const working = await explainLine(database, trustId, id, knowledge);
  if (!working) throw notThere('line', id);
  const link = (target: Target) => hrefOf(trustId, working.journal, target);
  const document = writeLineWorking(working, link);
  const { row, file, shares } = document;
  return {
    document,
    lines: [
      document.sentence,
      `  SHA-256 ${file.sha256}, read by ${file.profile}, version ${file.profile_version}`,
      ...(row.cells ?? []).map(({ column, value }) => `  ${column}: ${value}`),
      ...shares.map(({ sentence }) => sentence),
    ],
  };
}

function notThere(what: 'entry' | 'line', found: string): Problem {
  const code: ProblemCode = `${what}.unknown`;
  return new Problem({ code, found, message: `There is no ${what} ${found}.` });
}
