import { formatMoney, type Money } from '../money/money.ts';
import { writeLostTier } from '../tiers/lost-tiers.ts';
import type { Compared, Figures } from './effect.ts';
import type { KeyComparison, Scenario, SharedBy } from './scenario.ts';
import type { StoppedRows } from './stopped.ts';
import { effectSentence } from './words.ts';

const orNull = (amount: Money | null) => (amount === null ? null : formatMoney(amount));

function writeFigures(figures: Figures) {
  return {
    cost: formatMoney(figures.cost),
    one_off: formatMoney(figures.oneOff),
    off_contract_cost: formatMoney(figures.offContractCost),
    rebate: formatMoney(figures.rebate),
    baseline_cost: orNull(figures.baselineCost),
    cash_saving: orNull(figures.cashSaving),
    avoidance: orNull(figures.avoidance),
    net_saving: formatMoney(figures.netSaving),
  };
}

/** One place of a comparison as it travels, with its effect in words. */
function writeCompared(name: string, compared: Compared) {
  return {
    now: writeFigures(compared.before),
    would_be: writeFigures(compared.after),
    effect: writeFigures(compared.change),
    in_words: effectSentence(name, compared),
  };
}

const writeStopped = ({ code, rows, net, message }: StoppedRows) => {
  return { code, rows, net: formatMoney(net), message };
};

/** A scenario as one JSON document, the same for the terminal and the API. */
export function writeScenario(scenario: Scenario) {
  const { journal, lines, names, notes } = scenario;
  return {
    journal,
    lines,
    schools: scenario.schools.map((each) => {
      return { urn: each.place, ...writeCompared(names.get(each.place) ?? each.place, each) };
    }),
    contracts: scenario.contracts.map((each) => {
      return { contract: each.place, ...writeCompared(each.place, each) };
    }),
    total: writeCompared('The trust', scenario.total),
    register: writeCompared("Today's register alone", scenario.register),
    lost_tiers: scenario.lostTiers.map(writeLostTier),
    stopped: scenario.stopped.map(writeStopped),
    notes: [...notes],
  };
}

/** Keys side by side as one JSON document, the same for the terminal and the API. */
export function writeKeys({ journal, lines, contract, keys, names }: KeyComparison) {
  return {
    journal,
    lines,
    contract,
    keys: keys.map((key) => ({
      key: key.driver,
      is_current: key.isCurrent,
      schools: key.shares?.map((share) => writeShare(share, names)) ?? null,
      stopped: key.stopped.map(writeStopped),
    })),
  };
}

function writeShare(
  { urn, net, vat, compared }: NonNullable<SharedBy['shares']>[number],
  names: ReadonlyMap<string, string>,
) {
  return {
    urn,
    net: formatMoney(net),
    vat: formatMoney(vat),
    figures: writeFigures(compared.after),
    effect: writeFigures(compared.change),
    in_words: effectSentence(names.get(urn) ?? urn, compared),
  };
}
