import { readPrice, unfitPrice } from '../contracts/charge.ts';
import { formatDecimal } from '../money/decimal.ts';
import type { ProblemDetail } from '../problem.ts';
import { type Area, decidedProblem } from '../sourcing/area.ts';
import {
  type AreaRow,
  areaFile,
  type CostRow,
  costFile,
  type QuoteRow,
  quoteFile,
} from '../sourcing/sourcing-file.ts';
import { repetitions } from '../trusts/row-check.ts';
import { heading, type Placed, type Table, writeCells } from '../trusts/table.ts';
import type { QuotationRows } from './quotation.ts';

/** What is in the register already. */
export interface KnownRegister {
  readonly urns: ReadonlySet<string>;
  readonly contracts: ReadonlySet<string>;
  readonly areas: readonly Area[];
}

/** Everything that stands against taking rows in; what cannot be read is told before what does not fit. */
export function problemsOfQuotation(rows: QuotationRows, known: KnownRegister): ProblemDetail[] {
  const { areas, costs, quotes } = rows;
  const unread = [
    ...rows.problems,
    ...[areas, costs, quotes].flatMap(({ problems }) => problems),
    ...repetitions(areaFile, areas),
    ...repetitions(costFile, costs),
    ...repetitions(quoteFile, quotes),
  ];
  if (unread.length > 0) return unread;
  const named = new Set([
    ...areas.rows.map(({ value }) => value.reference),
    ...[...costs.rows, ...quotes.rows].map(({ value }) => value.area),
  ]);
  const decided = known.areas
    .filter(({ reference }) => named.has(reference))
    .flatMap((area) => decidedProblem(area) ?? []);
  if (decided.length > 0) return decided;
  return [
    ...areas.rows.flatMap((placed) => areaProblems(placed, known)),
    ...costs.rows.flatMap((placed) => placeProblems(costFile, placed, rows, known)),
    ...costs.rows.flatMap((placed) => costProblems(placed, rows, known)),
    ...contradictions(costFile, costs.rows, ['area', 'item'], itemFacts),
    ...quotes.rows.flatMap((placed) => placeProblems(quoteFile, placed, rows, known)),
    ...quotes.rows.flatMap((placed) => quoteProblems(placed, rows, known)),
    ...contradictions(quoteFile, quotes.rows, ['area', 'option'], ['supplier', 'document']),
    ...withoutCost(rows, known),
  ];
}

const itemFacts = ['description', 'unit', 'quantityBasis'] as const;

type Place = { readonly file: string; readonly row: number };
const conflict = (
  place: Place,
  [column, found]: readonly [column: string, found: string],
  message: string,
  remedy: string,
): ProblemDetail => ({ code: 'register.conflict', ...place, column, found, message, remedy });

const areaIn = ({ areas }: KnownRegister, reference: string) =>
  areas.find((each) => each.reference === reference);

function areaProblems({ row = 0, value }: Placed<AreaRow>, known: KnownRegister): ProblemDetail[] {
  const { reference, startsOn, endsOn } = value;
  const place = { file: areaFile.file, row };
  const problems: ProblemDetail[] = [];
  if (known.contracts.has(reference)) {
    const message = `${reference} is a contract of the register already.`;
    const remedy = 'Give the contract that is looked for a reference of its own.';
    problems.push(conflict(place, ['reference', reference], message, remedy));
  }
  if (endsOn < startsOn) {
    const message = `${endsOn} is before starts_on, ${startsOn}.`;
    const remedy = 'Correct one of the two; the last day counts in.';
    problems.push(conflict(place, ['ends_on', endsOn], message, remedy));
  }
  return problems;
}

/** Rows of an area or a school that is not there. */
function placeProblems<Row extends CostRow | QuoteRow>(
  { file }: Table<Row>,
  { row = 0, value }: Placed<Row>,
  { areas }: QuotationRows,
  known: KnownRegister,
): ProblemDetail[] {
  const place = { file, row };
  const area = areaIn(known, value.area);
  const isNew = areas.rows.some((each) => each.value.reference === value.area);
  const problems: ProblemDetail[] = [];
  if (!area && !isNew) {
    const message = `There is no area of sourcing "${value.area}".`;
    const remedy = `Correct it, or add it to ${areaFile.file}.`;
    const found = { column: 'area', found: value.area };
    problems.push({ code: 'sourcing.unknown', ...place, ...found, message, remedy });
  }
  if (!known.urns.has(value.urn)) {
    const message = `There is no school with the URN "${value.urn}".`;
    const found = { column: 'urn', found: value.urn };
    const remedy = 'Correct it, or add it to schools.csv.';
    problems.push({ code: 'school.unknown', ...place, ...found, message, remedy });
  }
  return problems;
}

function costProblems(
  { row = 0, value }: Placed<CostRow>,
  { costs }: QuotationRows,
  { contracts }: KnownRegister,
): ProblemDetail[] {
  const { ofContract, ofItem, item, unit, kind, unitPrice, annualQuantity, source } = value;
  const place = { file: costFile.file, row };
  const stated = { kind, unitPrice, annualQuantity, source };
  const missing = Object.entries(stated).filter(([, fact]) => fact === null);
  const isStated = missing.length < Object.keys(stated).length;
  const problems: ProblemDetail[] = [];
  if (ofContract !== null && !contracts.has(ofContract)) {
    const message = `There is no contract "${ofContract}".`;
    const remedy = 'Correct it, or add it to contracts.csv.';
    const found = { column: 'of_contract', found: ofContract };
    problems.push({ code: 'contract.unknown', ...place, ...found, message, remedy });
  }
  if (ofContract === null && ofItem !== null) {
    const message = 'An item of the ledger is named, and its contract is not.';
    problems.push(conflict(place, ['of_item', ofItem], message, 'Fill in of_contract as well.'));
  }
  if (missing.length > 0 && (isStated || ofContract === null)) {
    const names = missing.map(([name]) => heading(name)).join(', ');
    const message = isStated
      ? `What ${item} costs now is stated in part: ${names} is empty.`
      : `Nothing says what ${item} costs now.`;
    const remedy =
      'Fill in kind, unit_price, annual_quantity and source, or name the contract of its posted lines in of_contract.';
    problems.push(conflict(place, [heading(missing[0]?.[0] ?? ''), ''], message, remedy));
  }
  const written = unitPrice && (readPrice(costs.typed(row, 'unitPrice')) ?? plain(unitPrice));
  const unfit = written && unfitPrice(item, unit, written);
  if (unfit) {
    const found = costs.typed(row, 'unitPrice');
    problems.push(conflict(place, ['unit_price', found], unfit.message, unfit.remedy));
  }
  return problems;
}

const plain = (unitPrice: QuoteRow['unitPrice']) => ({ unitPrice, charge: null });

/** The costs that an area has once the rows are taken in. */
function costsThen(area: string, { costs }: QuotationRows, known: KnownRegister) {
  const brought = costs.rows.map(({ value }) => value).filter((cost) => cost.area === area);
  if (brought.length > 0) return brought;
  const kept = areaIn(known, area);
  return (kept?.costs ?? []).flatMap(({ urn, item }) => {
    const unit = kept?.items.find((each) => each.item === item)?.unit;
    return unit ? [{ urn, item, unit }] : [];
  });
}

function quoteProblems(
  { row = 0, value }: Placed<QuoteRow>,
  rows: QuotationRows,
  known: KnownRegister,
): ProblemDetail[] {
  const { area, urn, item, unitPrice } = value;
  const place = { file: quoteFile.file, row };
  const cost = costsThen(area, rows, known).find((each) => each.urn === urn && each.item === item);
  if (!cost) {
    const message = `Nothing says what ${urn} pays now for ${item}, so that the quote cannot be compared.`;
    const remedy = `Correct it, or add it to ${costFile.file}.`;
    return [conflict(place, ['item', item], message, remedy)];
  }
  const found = rows.quotes.typed(row, 'unitPrice') || formatDecimal(unitPrice);
  const unfit = unfitPrice(item, cost.unit, readPrice(found) ?? plain(unitPrice));
  return unfit ? [conflict(place, ['unit_price', found], unfit.message, unfit.remedy)] : [];
}

/** Rows that say otherwise what an earlier row says of the same thing. */
function contradictions<Row>(
  table: Table<Row>,
  rows: readonly Placed<Row>[],
  thing: readonly (keyof Row & string)[],
  facts: readonly (keyof Row & string)[],
): ProblemDetail[] {
  const names = Object.keys(table.columns);
  const first = new Map<string, { row: number; cells: string[] }>();
  return rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const cells = writeCells(table, value);
    const key = JSON.stringify(thing.map((name) => value[name]));
    const earlier = first.get(key);
    if (!earlier) first.set(key, { row, cells });
    return facts.flatMap((fact): ProblemDetail[] => {
      const at = names.indexOf(fact);
      const [here = '', there = ''] = [cells[at], (earlier?.cells ?? cells)[at]];
      if (here === there) return [];
      const of = thing.map((name) => value[name]).join(', ');
      const message = `"${here}" for ${of} contradicts "${there}" in row ${earlier?.row}.`;
      const remedy = 'Write the same in all rows of it, or give it a name of its own.';
      return [conflict({ file: table.file, row }, [heading(fact), here], message, remedy)];
    });
  });
}

const leftQuote = 'Leave it in the costs, or bring the option without it as well.';

/** Quotes that were taken in before, and of which these rows leave nothing to compare with. */
function withoutCost(rows: QuotationRows, known: KnownRegister): ProblemDetail[] {
  return known.areas.flatMap(({ reference, options }): ProblemDetail[] => {
    const brought = rows.costs.rows.filter(({ value }) => value.area === reference);
    const [first] = brought;
    if (!first) return [];
    const places = new Set(brought.map(({ value: { urn, item } }) => `${urn} ${item}`));
    const anew = new Set(rows.quotes.rows.map(({ value }) => `${value.area} ${value.option}`));
    const left = options.filter(({ name }) => !anew.has(`${reference} ${name}`));
    return left.flatMap(({ name, quotes }) =>
      quotes
        .filter(({ urn, item }) => !places.has(`${urn} ${item}`))
        .map(({ urn, item }) => {
          const message = `${name} quotes ${item} for ${urn}, and the costs of ${reference} do not have it any more.`;
          const place = { file: costFile.file, row: first.row ?? 0 };
          return conflict(place, ['item', item], message, leftQuote);
        }),
    );
  });
}
