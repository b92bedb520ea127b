import { prepareBaseline } from '../baselines/commands.ts';
import { type ListedBaseline, listBaselines } from '../baselines/store.ts';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import { contractsOf, suppliersOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import { deriveBaseline } from '../derivations/commands.ts';
import { changeForecast, type Forecasted, type Forecasting } from '../forecasting/commands.ts';
import { forecastsOf } from '../forecasts/store.ts';
import type { Person } from '../imports/commands.ts';
import { Problem } from '../problem.ts';
import { type Area, areaNamed, comparedYear, decidedProblem } from '../sourcing/area.ts';
import { type ComparedArea, type ComparedOption, comparedIn } from '../sourcing/commands.ts';
import type { CurrentCost } from '../sourcing/comparison.ts';
import { addChoice, areasOf } from '../sourcing/store.ts';
import { loadContent } from '../trusts/commands.ts';
import { aboutFields, contentOf } from '../trusts/register-change.ts';
import { contractFile, participantFile, priceFile, supplierFile } from '../trusts/trust-file.ts';
import {
  type Award,
  awardRows,
  draftedCosts,
  forecastOf,
  identifiedOf,
  refuseUnfitAward,
  takingPart,
} from './award.ts';
import { setUpInWords } from './set-up.ts';

/** Which option of an area is taken, and why. */
export interface ChoiceWish {
  readonly area: string;
  readonly option: string;
  readonly reason: string;
}

/** What a choice makes: the contract, drafts of its baselines, and the forecast that counts it from then on. */
export interface Awarded {
  /** The area as it then is. */
  readonly compared: ComparedArea;
  readonly option: ComparedOption;
  readonly baselines: readonly ListedBaseline[];
  readonly forecast: Forecasted;
}

/** What a choice would make; nothing is kept. */
export function checkChoice(
  database: Database,
  trustId: string,
  wish: ChoiceWish,
  person: Person,
): Promise<Awarded> {
  return tryInTrust(database, trustId, (tenant) => choose(tenant, wish, person));
}

/**
 * Takes an option: its contract with days, schools and prices is in the register, what each school pays now waits
 * as a baseline for somebody else's approval (P6), and the saving counts as contracted and no longer as
 * identified (N21). All of it is done or nothing; a choice is never taken back.
 */
export function chooseOption(
  database: Database,
  trustId: string,
  wish: ChoiceWish,
  person: Person,
): Promise<Awarded> {
  return inTrust(database, trustId, (tenant) => choose(tenant, wish, person));
}

async function choose(tenant: Tenant, wish: ChoiceWish, person: Person): Promise<Awarded> {
  await lockTrust(tenant);
  const today = person.at.slice(0, 10) as LocalDate;
  const area = areaNamed(await areasOf(tenant), wish.area);
  const decided = decidedProblem(area);
  if (decided) throw new Problem(decided);
  const option = optionNamed(await comparedIn(tenant, area, today), wish.option);
  const award = { area, option, outcomes: option.schools };
  refuseUnfitAward(award);
  const contractId = await addContract(tenant, award, person);
  await draftBaselines(tenant, area, draftedCosts(award), person);
  const forecast = await countOnce(tenant, award, person);
  const { reason } = wish;
  const told = { option: option.name, forecast: forecast.forecast.number, reason, ...person };
  await addChoice(tenant, { areaId: area.id, contractId, ...told });
  const compared = await comparedIn(tenant, areaNamed(await areasOf(tenant), wish.area), today);
  const { length: limit } = draftedCosts(award);
  const baselines = await listBaselines(tenant, { contract: area.reference, limit });
  return { compared, option, baselines, forecast };
}

function optionNamed({ area, options }: ComparedArea, name: string): ComparedOption {
  const option = options.find((each) => each.name === name);
  if (option) return option;
  const names = options.map((each) => each.name).join(', ');
  throw new Problem({
    code: 'sourcing.unknown',
    column: 'option',
    found: name,
    message: `There is no option "${name}" of ${area.reference}.`,
    remedy: names ? `Name one of ${names}.` : 'Bring its quotes first.',
  });
}

/** Writes the contract by the rules of the register; answers with its id. */
async function addContract(
  tenant: Tenant,
  award: Award,
  { by, at: recordedAt }: Person,
): Promise<string> {
  const { reference } = award.area;
  const idOf = async () => (await contractsOf(tenant)).find((it) => it.reference === reference)?.id;
  if (await idOf()) {
    throw new Problem({
      code: 'sourcing.unfit',
      found: reference,
      message: `Somebody has added a contract ${reference} to the register since the area was written down.`,
      remedy: 'Write the area down under another reference.',
    });
  }
  const { contract, participants, prices } = awardRows(award);
  const isKnown = (await suppliersOf(tenant)).some(({ name }) => name === award.option.supplier);
  const contents = [
    ...(isKnown ? [] : [contentOf(supplierFile, [{ name: award.option.supplier }])]),
    contentOf(contractFile, [contract]),
    contentOf(participantFile, participants),
    contentOf(priceFile, prices),
  ];
  const tables = new Map(contents.flatMap((content) => [...content.tables]));
  const load = { trustId: tenant.trustId, by, recordedAt };
  try {
    await loadContent(asDatabase(tenant), { tables, profiles: new Map(), problems: [] }, load);
  } catch (error) {
    throw error instanceof Problem ? aboutFields(error, () => undefined) : error;
  }
  const id = await idOf();
  if (id === undefined) throw new Error(`contract ${reference} was not added`);
  return id;
}

/** Prepares what each school pays now as a baseline of the contract, worked out anew where the ledger has it. */
async function draftBaselines(
  tenant: Tenant,
  area: Area,
  drafted: readonly CurrentCost[],
  person: Person,
): Promise<void> {
  const [database, { trustId }] = [asDatabase(tenant), tenant];
  for (const { urn, item, kind, unitPrice, vatRate, from, source } of drafted) {
    const place = { contract: area.reference, urn, item, validFrom: area.startsOn };
    const valid = { ...place, validTo: lastDay };
    const cost = area.costs.find((each) => each.urn === urn && each.item === item);
    if (from === 'ledger' && cost?.ofContract) {
      const { ofContract, lines: lineClass, without } = cost;
      const history = { ofContract, ofItem: cost.ofItem ?? item, lineClass, without };
      const year = comparedYear(area);
      await deriveBaseline(database, trustId, { ...valid, ...year, ...history }, person);
    } else {
      const facts = { kind, unitPrice, vatRate, evidence: source, preparedBy: person.by };
      await prepareBaseline(database, trustId, { ...valid, ...facts });
    }
  }
}

/** Has the saving counted as contracted: the forecast that identified it moves, or else there is a new one. */
async function countOnce(tenant: Tenant, award: Award, person: Person): Promise<Forecasted> {
  const { area, option } = award;
  const identified = identifiedOf(await forecastsOf(tenant), area);
  const { from, to } = comparedYear(area);
  const told = {
    contract: area.reference,
    ...forecastOf(award),
    basis: `${option.name} of ${option.supplier} (${option.document}) at what each school bought from ${from} to ${to}, against what it paid${setUpInWords(takingPart(award.outcomes))}`,
  };
  const asked: Forecasting = identified
    ? { act: 'contract', number: identified.number, ...told }
    : { act: 'add', area: area.title, ...told };
  return changeForecast(asDatabase(tenant), tenant.trustId, asked, person);
}
