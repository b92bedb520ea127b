import { and, asc, eq, inArray } from 'drizzle-orm';
import type { BaselineKind } from '../baselines/baseline.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import { newId } from '../database/new-id.ts';
import {
  contract,
  school,
  sourcingArea,
  sourcingChoice,
  sourcingCost,
  sourcingItem,
  sourcingOption,
  sourcingQuote,
} from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { decimal } from '../money/decimal.ts';
import { pence } from '../money/money.ts';
import type { Area, AreaCost, AreaItem, AreaOption, Choice } from './area.ts';
import type { AreaRow, CostRow, QuoteRow } from './sourcing-file.ts';

/** Who wrote something down, and when. */
export interface Recorded {
  readonly by: string;
  readonly at: string;
}

/** What belongs to an area. */
type OfArea<Part> = Part & { readonly areaId: string };

/** Every area of the trust with what is known of it, by reference. */
export async function areasOf(tenant: Tenant): Promise<Area[]> {
  const { query, trustId } = tenant;
  const areas = await query
    .select()
    .from(sourcingArea)
    .where(eq(sourcingArea.trustId, trustId))
    .orderBy(asc(sourcingArea.reference));
  const items = await itemsOf(tenant);
  const costs = await costsOf(tenant);
  const options = await optionsOf(tenant);
  const choices = await choicesOf(tenant);
  return areas.map(({ id, yearFrom, startsOn, endsOn, driver, ...facts }) => {
    const of = <Part>(parts: readonly OfArea<Part>[]) =>
      parts.filter(({ areaId }) => areaId === id);
    return {
      ...facts,
      id,
      driver: driver as Area['driver'],
      startsOn: startsOn as LocalDate,
      endsOn: endsOn as LocalDate,
      yearFrom: yearFrom.slice(0, 7) as Month,
      items: of(items),
      costs: of(costs),
      options: of(options),
      chosen: of(choices)[0] ?? null,
    };
  });
}

async function itemsOf({ query, trustId }: Tenant): Promise<OfArea<AreaItem>[]> {
  const rows = await query
    .select()
    .from(sourcingItem)
    .where(eq(sourcingItem.trustId, trustId))
    .orderBy(asc(sourcingItem.item));
  return rows.map(({ unit, quantityBasis, ...row }) => ({
    ...row,
    unit: unit as AreaItem['unit'],
    quantityBasis: quantityBasis as AreaItem['quantityBasis'],
  }));
}

const exactOr = (text: string | null) => (text === null ? null : decimal(text));

async function costsOf({ query, trustId }: Tenant): Promise<OfArea<AreaCost>[]> {
  const rows = await query
    .select({ cost: sourcingCost, urn: school.urn, ofContract: contract.reference })
    .from(sourcingCost)
    .innerJoin(
      school,
      and(eq(school.trustId, sourcingCost.trustId), eq(school.id, sourcingCost.schoolId)),
    )
    .leftJoin(
      contract,
      and(eq(contract.trustId, sourcingCost.trustId), eq(contract.id, sourcingCost.ofContractId)),
    )
    .where(eq(sourcingCost.trustId, trustId))
    .orderBy(asc(school.urn), asc(sourcingCost.item));
  return rows.map(({ cost, urn, ofContract }) => {
    const { lineClass, without, kind, unitPrice, vatRate, annualQuantity, ...row } = cost;
    return {
      ...{ ...row, urn, ofContract },
      lines: lineClass as AreaCost['lines'],
      without: without as Month[],
      kind: kind as BaselineKind | null,
      unitPrice: exactOr(unitPrice),
      vatRate: decimal(vatRate),
      annualQuantity: exactOr(annualQuantity),
    };
  });
}

async function optionsOf({ query, trustId }: Tenant): Promise<OfArea<AreaOption>[]> {
  const quotes = await query
    .select({ quote: sourcingQuote, urn: school.urn })
    .from(sourcingQuote)
    .innerJoin(
      school,
      and(eq(school.trustId, sourcingQuote.trustId), eq(school.id, sourcingQuote.schoolId)),
    )
    .where(eq(sourcingQuote.trustId, trustId))
    .orderBy(asc(school.urn), asc(sourcingQuote.item));
  const options = await query
    .select()
    .from(sourcingOption)
    .where(eq(sourcingOption.trustId, trustId))
    .orderBy(asc(sourcingOption.name));
  return options.map(({ areaId, name, supplier, document }) => ({
    ...{ areaId, name, supplier, document },
    quotes: quotes
      .filter(({ quote }) => quote.areaId === areaId && quote.option === name)
      .map(({ quote, urn }) => ({
        urn,
        item: quote.item,
        unitPrice: decimal(quote.unitPrice),
        vatRate: decimal(quote.vatRate),
        annualQuantity: exactOr(quote.annualQuantity),
        oneOff: pence(quote.oneOff),
      })),
  }));
}

async function choicesOf({ query, trustId }: Tenant): Promise<OfArea<Choice>[]> {
  const rows = await query.select().from(sourcingChoice).where(eq(sourcingChoice.trustId, trustId));
  return rows.map(({ areaId, option, forecast, reason, decidedBy: by, decidedAt }) => {
    return { areaId, option, forecast, reason, by, at: new Date(decidedAt).toISOString() };
  });
}

/** Writes an area down, or corrects what is said of it. */
export async function saveArea(
  { query, trustId }: Tenant,
  { reference, yearFrom, ...facts }: AreaRow,
  { by, at }: Recorded,
): Promise<void> {
  const set = { ...facts, yearFrom: `${yearFrom}-01`, recordedBy: by, recordedAt: at };
  await query
    .insert(sourcingArea)
    .values({ trustId, id: newId(), reference, ...set })
    .onConflictDoUpdate({ target: [sourcingArea.trustId, sourcingArea.reference], set });
}

/** The ids by which the register knows what rows name. */
export interface SourcingIds {
  schoolOf(urn: string): string;
  contractOf(reference: string): string;
}

/** Writes what schools pay now in place of what was said of the area before. */
export async function replaceCosts(
  { query, trustId }: Tenant,
  areaId: string,
  rows: readonly CostRow[],
  { schoolOf, contractOf }: SourcingIds,
): Promise<void> {
  for (const table of [sourcingCost, sourcingItem]) {
    await query.delete(table).where(and(eq(table.trustId, trustId), eq(table.areaId, areaId)));
  }
  const items = [...new Map(rows.map((row) => [row.item, row])).values()];
  await query.insert(sourcingItem).values(
    items.map(({ item, description, unit, quantityBasis }) => {
      return { trustId, areaId, item, description, unit, quantityBasis };
    }),
  );
  await query.insert(sourcingCost).values(
    rows.map(({ urn, item, ofContract, ofItem, lines, without, kind, source, ...row }) => ({
      ...{ trustId, areaId, schoolId: schoolOf(urn), item, ofItem, kind, source },
      ofContractId: ofContract === null ? null : contractOf(ofContract),
      lineClass: lines,
      without: [...without],
      unitPrice: row.unitPrice?.toFixed(6) ?? null,
      vatRate: row.vatRate.toFixed(6),
      annualQuantity: row.annualQuantity?.toFixed(6) ?? null,
    })),
  );
}

/** Writes options with their quotes, each in place of what it asked before. */
export async function replaceQuotes(
  { query, trustId }: Tenant,
  areaId: string,
  rows: readonly QuoteRow[],
  { by, at, schoolOf }: Recorded & Pick<SourcingIds, 'schoolOf'>,
): Promise<void> {
  const options = new Map(rows.map((row) => [row.option, row]));
  for (const [name, { supplier, document }] of options) {
    const set = { supplier, document, recordedBy: by, recordedAt: at };
    const { trustId: trust, areaId: area, name: option } = sourcingOption;
    await query
      .insert(sourcingOption)
      .values({ trustId, areaId, name, ...set })
      .onConflictDoUpdate({ target: [trust, area, option], set });
  }
  const { trustId: trust, areaId: area, option: named } = sourcingQuote;
  const ofOptions = inArray(named, [...options.keys()]);
  await query.delete(sourcingQuote).where(and(eq(trust, trustId), eq(area, areaId), ofOptions));
  await query.insert(sourcingQuote).values(
    rows.map(({ option, urn, item, unitPrice, vatRate, annualQuantity, oneOff }) => ({
      ...{ trustId, areaId, option, schoolId: schoolOf(urn), item, oneOff },
      unitPrice: unitPrice.toFixed(6),
      vatRate: vatRate.toFixed(6),
      annualQuantity: annualQuantity?.toFixed(6) ?? null,
    })),
  );
}

/** Keeps for good which option was taken. */
export async function addChoice(
  { query, trustId }: Tenant,
  choice: OfArea<Choice> & { readonly contractId: string },
): Promise<void> {
  const { by, at, ...facts } = choice;
  await query.insert(sourcingChoice).values({ trustId, ...facts, decidedBy: by, decidedAt: at });
}
