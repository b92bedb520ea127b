import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { readContract } from '../contracts/routes.ts';
import { suppliersOf } from '../contracts/store.ts';
import { inTrust } from '../database/tenant.ts';
import { schoolsOf } from '../schools/store.ts';
import { fieldIn } from '../trusts/register-change.ts';
import { save } from '../trusts/routes.ts';
import { contractFile, participantFile, priceFile, supplierFile } from '../trusts/trust-file.ts';
import { addEntry, type Entry, type Shown } from '../web/entry-page.ts';
import type { Write } from '../web/idempotency.ts';
import type { Place, Service } from '../web/service.ts';
import { contractFields, participantFields, priceFields } from './contract-form.ts';
import { participantTable, priceTable } from './contract-tables.ts';

const contractPath = (reference: string) => `/contracts/${encodeURIComponent(reference)}`;
const ofContracts = { text: 'Contracts', path: '/contracts' };

/** Writes a contract, and its supplier where it is not known yet. */
async function writeContract(write: Write, row: Record<string, string>): Promise<void> {
  const { supplier = '' } = row;
  const suppliers = await inTrust(write.database, write.trustId, suppliersOf);
  const isNew = supplier !== '' && !suppliers.some((each) => each.name === supplier);
  if (isNew) await save(write, supplierFile, { name: supplier }, fieldIn({}));
  await save(write, contractFile, row, fieldIn(row));
}

const supplierNames = async ({ database, trustId }: Place) =>
  (await inTrust(database, trustId, suppliersOf)).map((each) => each.name);

const entries: readonly Entry[] = [
  {
    // A contract may have the reference “new”: this address is that of no page of a contract.
    path: '/contracts/new/form',
    operationId: 'addContract',
    show: async (place) => ({
      title: 'Add a contract',
      intro: 'Then say who takes part in it, and what it costs.',
      button: 'Add this contract',
      fields: contractFields(true, await supplierNames(place)),
      above: [ofContracts],
    }),
    write: (write, _, typed) => writeContract(write, typed),
    leadsTo: (_, { reference = '' }) => `${contractPath(reference)}/participants`,
  },
  {
    path: '/contracts/:contract/edit',
    operationId: 'putContract',
    show: async (place, { contract }) => {
      const { participants: _, prices: __, ...known } = await readContract(place, contract);
      return {
        title: `Change ${known.title}`,
        intro:
          'Terms that were signed change by an amendment only; the rest can be corrected here.',
        button: 'Save the contract',
        fields: contractFields(false, await supplierNames(place)),
        known: {
          ...known,
          notice_months: String(known.notice_months),
          procurement_route: known.procurement_route ?? '',
        },
        above: [ofContracts, { text: known.title, path: contractPath(contract) }],
      };
    },
    write: (write, { contract }, typed) => writeContract(write, { ...typed, reference: contract }),
    leadsTo: ({ contract }) => contractPath(contract),
  },
  {
    path: '/contracts/:contract/prices',
    operationId: 'addPrice',
    show: async (place, { contract }) => {
      const { title, prices } = await readContract(place, contract);
      return {
        title: `Prices of ${title}`,
        intro: 'The same item and first day again correct a price.',
        button: 'Add this price',
        fields: priceFields,
        table: priceTable(prices),
        above: [ofContracts, { text: title, path: contractPath(contract) }],
        links: [
          { text: 'Say what the schools paid before', path: '/baselines', page: '/baselines' },
        ],
      };
    },
    write: (write, { contract }, typed) =>
      save(write, priceFile, { contract, ...typed }, fieldIn(typed)),
    leadsTo: ({ contract }) => `${contractPath(contract)}/prices`,
  },
  {
    path: '/contracts/:contract/participants',
    operationId: 'addParticipant',
    show: (place, { contract }) => showParticipants(place, contract),
    write: (write, { contract }, typed) =>
      save(write, participantFile, { contract, ...typed }, fieldIn(typed)),
    leadsTo: ({ contract }) => `${contractPath(contract)}/participants`,
  },
];

async function showParticipants(place: Place, reference: string): Promise<Shown> {
  const { title, driver, participants } = await readContract(place, reference);
  const schools = await inTrust(place.database, place.trustId, schoolsOf);
  const at = contractPath(reference);
  return {
    title: `Who takes part in ${title}`,
    intro:
      driver === 'equal'
        ? 'A line for all schools together is shared in equal parts, by the days of each.'
        : `A line for all schools together is shared by ${driver.replaceAll('_', ' ')}, and by the days of each.`,
    button: 'Save this school',
    fields: participantFields(schools.map(({ urn, name: text }) => ({ value: urn, text }))),
    table: participantTable(participants, schools, driver),
    above: [ofContracts, { text: title, path: at }],
    links: [
      { text: 'An example of £100.00', path: `${at}#participants`, page: '/contracts/:contract' },
      { text: 'See what another key would change', path: '/what-if', page: '/what-if' },
      { text: 'Change the key', path: `${at}/edit`, page: '/contracts/:contract/edit' },
      { text: 'Add its prices', path: `${at}/prices`, page: '/contracts/:contract/prices' },
    ],
  };
}

/** The forms by which a contract is entered: itself, its prices, and who takes part. */
export const contractEntryPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const entry of entries) addEntry(app as unknown as FastifyInstance, service, entry);
};
