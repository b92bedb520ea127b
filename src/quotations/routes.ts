import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { baselineKinds } from '../baselines/baseline.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { Problem } from '../problem.ts';
import { compareArea, listAreas } from '../sourcing/commands.ts';
import {
  areaFields,
  ComparisonDocument,
  itemFields,
  reference,
  sourcingDocuments,
} from '../sourcing/routes.ts';
import { areaFile, costFile, historicLines, quoteFile } from '../sourcing/sourcing-file.ts';
import { writeCompared } from '../sourcing/written.ts';
import {
  aboutFields,
  contentOf,
  type FieldOf,
  type Fields,
  fieldIn,
} from '../trusts/register-change.ts';
import type { Table } from '../trusts/table.ts';
import { answerOnce, change, type Write } from '../web/idempotency.ts';
import {
  Amount,
  MonthText,
  nullable,
  oneOf,
  Pounds,
  Price,
  Rate,
  strict,
  Text,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { saveQuotation } from './commands.ts';
import { readQuotation } from './quotation.ts';

const costFields = {
  urn: Urn,
  ...itemFields,
  of_contract: Type.Optional(nullable(Text('The contract of its posted lines.', 60))),
  of_item: Type.Optional(nullable(Text('Their item; the same if left out.', 60))),
  lines: Type.Optional(oneOf(historicLines, 'What they count as; recurring if left out.')),
  without: Type.Optional(
    Type.Array(MonthText('A month of the year in which nothing was bought.'), { maxItems: 12 }),
  ),
  kind: Type.Optional(
    nullable(
      oneOf(baselineKinds, 'Where the stated price comes from; the first two release cash.'),
    ),
  ),
  unit_price: Type.Optional(nullable(Price('Net pounds that one unit costs now.'))),
  vat_rate: Type.Optional(Rate('The VAT on it; 0.2 if left out.')),
  annual_quantity: Type.Optional(nullable(Amount('Units that the school buys in a year.'))),
  source: Type.Optional(nullable(Text('Where that can be checked.', 1000))),
};

const quoteFields = {
  urn: Urn,
  item: itemFields.item,
  unit_price: Price('Net pounds that the option asks for one unit.'),
  vat_rate: Type.Optional(Rate('The VAT on it; 0.2 if left out.')),
  annual_quantity: Type.Optional(nullable(Amount('The volume of a year that it counts on.'))),
  one_off: Type.Optional(Pounds('Net pounds that are paid once, from zero.')),
};

const tags = ['sourcing'];
const ofArea = strict({ trust: TrustId, area: reference });

const putAreaSchema = change(
  {
    operationId: 'putSourcingArea',
    summary: 'Write down an area in which a contract is looked for',
    description: 'Or correct it; its costs and options stay. One with a chosen option is refused.',
    tags,
    params: ofArea,
    body: strict(areaFields),
  },
  ComparisonDocument,
);

const rowsOf = <Schema extends ReturnType<typeof strict>>(row: Schema) =>
  Type.Array(row, { minItems: 1, maxItems: 2000 });

const putCostsSchema = change(
  {
    operationId: 'putSourcingCosts',
    summary: 'Say what each school pays now and how much it buys',
    description:
      'Takes the place of all costs of the area. Name the contract of posted lines, state price, volume and source, or both: what is stated counts where the lines make no price.',
    tags,
    params: ofArea,
    body: strict({ costs: rowsOf(strict(costFields)) }),
  },
  ComparisonDocument,
);

const putOptionSchema = change(
  {
    operationId: 'putSourcingOption',
    summary: 'Write down an option with its quotes for each school',
    description: 'Takes the place of what the option asked before.',
    tags,
    params: strict({ trust: TrustId, area: reference, option: Text('Its name.', 60) }),
    body: strict({
      supplier: Text('Who offers it; new to the register or not.'),
      document: Text('The document that the quotes are in.'),
      quotes: rowsOf(strict(quoteFields)),
    }),
  },
  ComparisonDocument,
);

/** The place in a body whose list has a row for each of a table's. */
const fieldOfList =
  (list: string, fields: object): FieldOf =>
  (column, index) =>
    column in fields ? `${list}/${index}/${column}` : undefined;

async function take<Row>(
  write: Write,
  { table, rows, fieldOf }: { table: Table<Row>; rows: readonly Fields[]; fieldOf: FieldOf },
  area: string,
) {
  const { database, trustId, person } = write;
  const before = await beforeOf(write, area);
  try {
    const taken = readQuotation(contentOf(table, rows));
    const [compared] = await saveQuotation(database, trustId, taken, person);
    if (!compared) throw new Error(`area ${area} was not written down`);
    const status = before === null ? 201 : 200;
    return { status, body: writeCompared(compared, true), before };
  } catch (error) {
    throw error instanceof Problem ? aboutFields(error, fieldOf) : error;
  }
}

async function beforeOf({ database, trustId, person }: Write, area: string) {
  const all = await listAreas(database, trustId);
  if (!all.some(({ reference: known }) => known === area)) return null;
  const today = person.at.slice(0, 10) as LocalDate;
  return writeCompared(await compareArea(database, trustId, area, today), true);
}

/** Writes about areas, under the rules by which files of them are taken in. */
export const quotationRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const document of sourcingDocuments) app.addSchema(document);

  app.put('/sourcing/:area', { schema: putAreaSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, (write) => {
      const { area } = request.params;
      const rows = [{ reference: area, ...request.body }];
      return take(write, { table: areaFile, rows, fieldOf: fieldIn(request.body) }, area);
    }),
  );

  app.put('/sourcing/:area/costs', { schema: putCostsSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, (write) => {
      const { area } = request.params;
      const rows = request.body.costs.map(({ without = [], ...cost }) => {
        return { area, ...cost, without: without.join(' ') };
      });
      const fieldOf = fieldOfList('costs', costFields);
      return take(write, { table: costFile, rows, fieldOf }, area);
    }),
  );

  app.put('/sourcing/:area/options/:option', { schema: putOptionSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, (write) => {
      const { area, option } = request.params;
      const { quotes, ...offer } = request.body;
      const rows = quotes.map((quote) => ({ area, option, ...offer, ...quote }));
      const fieldOf = fieldOfList('quotes', quoteFields);
      return take(write, { table: quoteFile, rows, fieldOf }, area);
    }),
  );
};
