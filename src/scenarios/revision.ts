import { weightsIn } from '../allocation/weights.ts';
import type { DateRange } from '../calendar/period.ts';
import type { Contract } from '../contracts/contract.ts';
import { type Price, priceOn } from '../contracts/price-schedule.ts';
import type { Register } from '../documents/register.ts';
import type { StagedLine } from '../documents/staged-line.ts';
import { documentKey, type InvoiceLine } from '../invoices/invoice.ts';
import {
  type Decimal,
  decimal,
  divide,
  type Fraction,
  fraction,
  multiply,
  round,
  zero,
} from '../money/decimal.ts';
import type { Money } from '../money/money.ts';
import { priced, toMoney } from '../money/rate.ts';
import type { PriceChange } from './change.ts';

type Parties = Pick<Register, 'contractsById' | 'schools'>;

/** What a scenario knows of the lines that it looks at again. */
export interface Otherwise {
  /** The register as it is, and as the scenario has it. */
  readonly before: Parties;
  readonly after: Parties;
  readonly prices: readonly PriceChange[];
  /** The documents that a credit note cancels, by supplier, kind and number: they stay as they are. */
  readonly cancelled: ReadonlySet<string>;
}

/** How a document is named among the cancelled ones. */
export const cancelledKey = (supplierId: string, line: Parameters<typeof documentKey>[0]) =>
  `${supplierId} ${documentKey(line)}`;

/**
 * Invoice lines as they would have come. A joint line of a `consumed` item is for the units of all
 * schools together, and so follows their total weight: a leaver's units are not bought, a joiner's
 * are bought as well. A `whole_service` line is a fixed fee and keeps its amount, whoever carries
 * it. A line of an item with another price is its quantity at that price. Lines of one school, and
 * credits that name no days, keep their quantity (P4).
 */
export function reviser(otherwise: Otherwise) {
  const ratios = new Map<string, Fraction | undefined>();
  const ratioOf = (contract: Contract, period: DateRange): Fraction | undefined => {
    const key = `${contract.id} ${period.from} ${period.to}`;
    if (!ratios.has(key)) ratios.set(key, volumeRatio(otherwise, contract, period));
    return ratios.get(key);
  };
  return (staged: StagedLine, supplierId: string): StagedLine => {
    const { line } = staged;
    const contract = otherwise.before.contractsById.get(staged.contractId);
    if (contract?.supplierId !== supplierId) return staged;
    const isCancelling = line.creditKind === 'reversal' || line.creditKind === 'rebate';
    if (isCancelling || otherwise.cancelled.has(cancelledKey(supplierId, line))) return staged;
    const period = {
      from: line.serviceFrom ?? line.documentDate,
      to: line.serviceTo ?? line.documentDate,
    };
    const price = priceOn(contract.prices, line.item, period.from);
    if (price?.lineClass !== 'recurring') return staged;
    const ratio = isShared(staged, price) ? ratioOf(contract, period) : undefined;
    const resized = ratio ? resize(line, ratio) : line;
    return {
      ...staged,
      line: reprice(resized, newPrice(otherwise.prices, contract, line, period)),
    };
  };
}

function isShared({ line, schoolId }: StagedLine, price: Price): boolean {
  if (schoolId !== null || price.quantityBasis !== 'consumed') return false;
  return line.documentKind === 'invoice' || line.serviceFrom !== null;
}

/** By how much the schools' total weight changes, at the key as it is; undefined if it does not. */
function volumeRatio(
  { before, after }: Otherwise,
  contract: Contract,
  period: DateRange,
): Fraction | undefined {
  const then = after.contractsById.get(contract.id);
  if (!then) return undefined;
  const old = totalWeight(contract, before, period);
  const now = totalWeight({ ...then, driver: contract.driver }, after, period);
  if (!old || !now || old.isZero() || now.isZero() || now.eq(old)) return undefined;
  return fraction(now, old);
}

function totalWeight(contract: Contract, { schools }: Parties, period: DateRange) {
  const found = weightsIn(contract, schools, period);
  if ('withoutValue' in found) return undefined;
  return found.weights.reduce((sum, { weight }) => sum.plus(weight), zero);
}

/** A line for more or fewer units at the same price. */
function resize(line: InvoiceLine, ratio: Fraction): InvoiceLine {
  const quantity = line.quantity && decimal(round(multiply(ratio, line.quantity), 6));
  return { ...line, quantity, net: part(line.net, ratio), vat: part(line.vat, ratio) };
}

/** So much of an amount, rounded to the penny once (P1). */
function part(amount: Money, ratio: Fraction): Money {
  return toMoney(divide(multiply(ratio, amount), 100));
}

function newPrice(
  prices: readonly PriceChange[],
  { reference }: Contract,
  { item, creditKind }: InvoiceLine,
  { from }: DateRange,
): Decimal | undefined {
  if (creditKind === 'price') return undefined;
  const fitting = prices.filter(
    (change) => change.contract === reference && change.item === item && change.from <= from,
  );
  return fitting.sort((a, b) => (a.from < b.from ? 1 : -1))[0]?.unitPrice;
}

/** The line at another net price, its VAT in proportion; one without a quantity stays as it is. */
function reprice(line: InvoiceLine, unitPrice: Decimal | undefined): InvoiceLine {
  if (!unitPrice || !line.quantity || line.quantity.isZero() || line.net === 0) return line;
  const net = toMoney(priced(fraction(line.quantity), unitPrice));
  const ratio = fraction(decimal(net), line.net);
  return { ...line, net, vat: part(line.vat, ratio) };
}
