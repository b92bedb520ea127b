import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { formatMoney } from '../money/money.ts';
import { problems } from '../web/errors.ts';
import { Day, MonthText, named, nullable, Pounds, strict, Text, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showContract } from './commands.ts';
import { type CommitmentYear, commitmentSentences } from './commitment.ts';
import { type ContractValue, valueSentences } from './value.ts';

const inWords = Type.Array(Type.String(), { description: 'The same in whole sentences.' });

const ValueDocument = strict(
  {
    annual: Pounds('The value of a year, net.'),
    first_term: Pounds('The value of its first term.'),
    whole_life: Pounds('The value with every option to extend.'),
    spent: Pounds('Recurring lines and their credits as posted, net.'),
    left: Pounds('What is left of the whole life; below zero where more was spent.'),
    in_words: inWords,
  },
  { $id: 'ContractValue', description: 'What a contract is worth and what was spent of it.' },
);

const CommitmentDocument = strict(
  {
    from: MonthText('First month of the contract year.'),
    to: MonthText('Last month of it.'),
    committed: Pounds('The least spend that was agreed for it.'),
    spend: Pounds('What was spent in it.'),
    forecast: nullable(Pounds('By run rate; null of a year that is over or has no whole month.')),
    shortfall: nullable(
      Pounds('What it ended or will end short; null where it is over and no invoice has come.'),
    ),
    in_words: inWords,
  },
  { $id: 'CommitmentYear', description: 'A contract year beside the least spend agreed.' },
);

export function writeValue(value: ContractValue): Static<typeof ValueDocument> {
  return {
    annual: formatMoney(value.annual),
    first_term: formatMoney(value.firstTerm),
    whole_life: formatMoney(value.wholeLife),
    spent: formatMoney(value.spent),
    left: formatMoney(value.left),
    in_words: valueSentences(value),
  };
}

export function writeCommitment(each: CommitmentYear): Static<typeof CommitmentDocument> {
  return {
    from: each.year.from,
    to: each.year.to,
    committed: formatMoney(each.committed),
    spend: formatMoney(each.spend),
    forecast: each.forecast === null ? null : formatMoney(each.forecast),
    shortfall: each.shortfall === null ? null : formatMoney(each.shortfall),
    in_words: commitmentSentences(each),
  };
}

const valuesSchema = {
  operationId: 'readContractValues',
  summary: 'What a contract is worth and what was spent of it',
  description:
    'Its value in a year, its first term and its whole life, and each contract year that has begun beside the least spend agreed.',
  tags: ['contracts'],
  params: strict({ trust: TrustId, contract: Text('The reference of the contract.', 60) }),
  querystring: strict({ on: Type.Optional(Day('As of this day; today if left out.')) }),
  response: {
    200: strict({
      contract: Type.String(),
      today: Day('The day of the answer.'),
      value: nullable(named(ValueDocument)),
      commitments: Type.Array(named(CommitmentDocument)),
    }),
    ...problems(),
  },
};

export const valueRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const schema of [ValueDocument, CommitmentDocument]) app.addSchema(schema);

  app.get('/contracts/:contract/values', { schema: valuesSchema }, async (request) => {
    const { contract: reference } = request.params;
    const today = (request.query.on ?? service.now().slice(0, 10)) as LocalDate;
    const { database, trustId } = placeOf(request, service);
    const { value, commitments } = await showContract(database, trustId, { reference, today });
    return {
      ...{ contract: reference, today },
      value: value && writeValue(value),
      commitments: commitments.map(writeCommitment),
    };
  });
};
