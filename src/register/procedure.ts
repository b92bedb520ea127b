import type { ContractRecord } from '../amendments/record.ts';

/** How a supplier was found, as people say it. */
export const routeInWords: Readonly<Record<NonNullable<ContractRecord['route']>, string>> = {
  framework: 'called off from a framework',
  dynamic_market: 'dynamic market',
  open_competition: 'open competition',
  quotes: 'quotes from several suppliers',
  catalogue: 'catalogue',
  direct_award: 'direct award',
};

/**
 * The same by the four words of OCDS, where one of them is certain: a call-off or a catalogue can be a
 * competition or none.
 */
const methods = {
  open_competition: 'open',
  dynamic_market: 'selective',
  quotes: 'limited',
  direct_award: 'direct',
} as const;

/** What is bought by the three words of OCDS; a concession can be of works or of services. */
const categories = {
  goods: 'goods',
  services: 'services',
  works: 'works',
  light_touch: 'services',
  light_touch_concession: 'services',
} as const;

const wordOf = <Word>(words: Readonly<Record<string, Word>>, name: string | null) =>
  name !== null && Object.hasOwn(words, name) ? words[name] : undefined;

type Procured = Pick<ContractRecord, 'route' | 'kind' | 'framework' | 'frameworkLot'>;

/** How a contract was procured, as a tender of OCDS says it; what is not known is left out. */
export function procedureOf(record: Procured | null, procurementRoute: string) {
  const { route = null, kind = null } = record ?? {};
  const method = wordOf(methods, route);
  const category = wordOf(categories, kind);
  const details = procurementInWords(record, procurementRoute);
  return {
    ...(method && { procurementMethod: method }),
    ...(details && { procurementMethodDetails: details }),
    ...(category && { mainProcurementCategory: category }),
  };
}

/** How the supplier of a contract was found, in the words of the register; empty if it does not say. */
export function procurementInWords(
  record: Pick<ContractRecord, 'route'> | null,
  procurementRoute: string,
): string {
  return procurementRoute || (record?.route ? routeInWords[record.route] : '');
}

/** The framework that a contract is called off from, as a related process of OCDS. */
export function relatedProcesses(record: Procured | null) {
  if (!record?.framework) return [];
  const title = record.frameworkLot
    ? `${record.framework}, lot ${record.frameworkLot}`
    : record.framework;
  return [{ id: 'framework', relationship: ['framework'], title }];
}
