import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { callerOf } from '../web/access.ts';
import { NotThere, problems } from '../web/errors.ts';
import { answerOnce, change, idempotencyHeader } from '../web/idempotency.ts';
import { entriesAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { Instant, named, nullable, oneOf, strict, Text, TrustId } from '../web/schemas.ts';
import { type Place, placeOf, type Service } from '../web/service.ts';
import {
  checkTelling,
  findDoubles,
  type KnownSuppliers,
  listSuppliers,
  type NamedWish,
  tellOfSupplier,
  theOne,
} from './commands.ts';
import { likenesses } from './likeness.ts';
import { supplierActs } from './supplier-act.ts';
import { writeSuggestion, writeSupplier, writeSupplierAct } from './written.ts';

const tags = ['contracts'];
const supplierFields = {
  company_number: Type.Optional(
    nullable(Text('Its number at Companies House; answered with its eight characters.', 20)),
  ),
  vat_number: Type.Optional(nullable(Text('Its VAT registration.', 20))),
};

/** A supplier as the API shows it. */
export const SupplierDocument = strict(
  {
    name: Text('Its name, by which it is known.'),
    ...supplierFields,
    aliases: Type.Array(Type.String(), { description: 'Its other names.' }),
    same_as: nullable(Type.String({ description: 'The supplier that stands for it; or null.' })),
  },
  { $id: 'Supplier', description: 'A company that the schools buy from.' },
);

const ActDocument = strict(
  {
    number: Type.Integer({ minimum: 1, description: 'Its place among all acts of the trust.' }),
    supplier: Type.String(),
    act: oneOf(supplierActs),
    alias: nullable(Type.String()),
    other: nullable(Type.String({ description: 'The supplier that it is the same as.' })),
    reason: Type.String(),
    by: Type.String(),
    at: Instant('When it was said.'),
  },
  { $id: 'SupplierAct', description: 'What was said of a supplier; never changed.' },
);

const DoublesDocument = strict(
  {
    suggestions: Type.Array(
      strict({
        suppliers: Type.Array(Type.String(), { minItems: 2, maxItems: 2 }),
        likenesses: Type.Array(oneOf(likenesses), { description: 'The strongest first.' }),
        reasons: Type.Array(Type.String(), { description: 'Why, and what speaks against it.' }),
      }),
    ),
    documents: Type.Array(
      strict({
        number: Type.String(),
        kind: Type.String(),
        suppliers: Type.Array(Type.String(), { minItems: 2 }),
      }),
      { description: 'Posted under several suppliers that are said to be one.' },
    ),
  },
  { $id: 'SupplierDoubles', description: 'Suppliers and documents that may be there twice.' },
);

const ofSupplier = strict({ trust: TrustId, supplier: Text('The name of the supplier.') });

const listSchema = {
  operationId: 'listSuppliers',
  summary: 'The suppliers of the trust',
  description: 'Every supplier of the register, by name.',
  tags,
  params: strict({ trust: TrustId }),
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(SupplierDocument)), ...problems() },
};

const readSchema = {
  operationId: 'readSupplier',
  summary: 'One supplier',
  description: 'A supplier by its name.',
  tags,
  params: ofSupplier,
  response: { 200: named(SupplierDocument), ...problems() },
};

export const putSupplierSchema = change(
  {
    operationId: 'putSupplier',
    summary: 'Add or change a supplier',
    description: 'A supplier is known by its name.',
    tags,
    params: ofSupplier,
    body: strict(supplierFields),
  },
  SupplierDocument,
);

const actsSchema = {
  operationId: 'listSupplierActs',
  summary: 'What was said of a supplier',
  description: 'Its other names and whom it is the same as, as they were said and taken back.',
  tags,
  params: ofSupplier,
  response: { 200: strict({ acts: Type.Array(named(ActDocument)) }), ...problems() },
};

const Wish = strict({
  act: oneOf(
    supplierActs,
    'alias: it has another name; alias_ended: no more; same_as: it is the same as another supplier, which stands for it; apart: it is not after all.',
  ),
  alias: Type.Optional(Text('The other name; of alias and alias_ended.')),
  other: Type.Optional(Text('The other supplier, by name or company number; of same_as.')),
  reason: Text('Why.', 500),
});

const tellSchema = {
  operationId: 'tellOfSupplier',
  summary: 'Give a supplier another name, or say that it is the same as another',
  description:
    'Nothing is moved: contracts, profiles and invoices stay with the supplier that they came with, and no figure changes. Lists show the supplier that stands for it. Taken back by the contrary act.',
  tags,
  headers: idempotencyHeader,
  params: ofSupplier,
  body: Wish,
  response: { 201: named(SupplierDocument), ...problems(404, 409, 422) },
};

const checkSchema = {
  operationId: 'checkSupplierAct',
  summary: 'How a supplier would stand after an act',
  description: 'Nothing is kept.',
  tags,
  params: ofSupplier,
  body: Wish,
  response: { 200: named(SupplierDocument), ...problems(404, 422) },
};

const doublesSchema = {
  operationId: 'findSupplierDoubles',
  summary: 'Suppliers that may be the same, and documents that came under both',
  description:
    'By company number, VAT number, name and similar name, with the reason. Nothing is joined by itself.',
  tags,
  params: strict({ trust: TrustId }),
  response: { 200: named(DoublesDocument), ...problems() },
};

type Asked = { params: { supplier: string }; body: Static<typeof Wish> };

const wishOf = ({ params, body }: Asked): NamedWish => ({ ...body, supplier: params.supplier });

/** A supplier by its name. */
export async function readSupplier(
  { database, trustId }: Place,
  name: string,
): Promise<Static<typeof SupplierDocument>> {
  const known = await listSuppliers(database, trustId);
  const supplier = known.suppliers.find((candidate) => candidate.name === name);
  if (supplier) return writeSupplier(supplier, known);
  const message = `There is no supplier "${name}".`;
  throw new NotThere({ code: 'supplier.unknown', found: name, message });
}

export const supplierRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const document of [SupplierDocument, ActDocument, DoublesDocument]) app.addSchema(document);

  app.get('/suppliers', { schema: listSchema }, async (request) => {
    const page = readPage(request.query);
    const known = await listSuppliers(service.database, callerOf(request).trustId);
    const key = ({ name }: { name: string }) => name;
    const write = (supplier: KnownSuppliers['suppliers'][number]) => writeSupplier(supplier, known);
    return writePage(entriesAfter(known.suppliers, page, key), page, { key, write });
  });

  app.get('/suppliers/:supplier', { schema: readSchema }, (request) =>
    readSupplier(placeOf(request, service), request.params.supplier),
  );

  app.get('/suppliers/:supplier/acts', { schema: actsSchema }, async (request) => {
    const known = await listSuppliers(service.database, callerOf(request).trustId);
    const { id } = theOne(known, request.params.supplier);
    const own = known.acts.filter((act) => act.supplierId === id || act.otherId === id);
    return { acts: own.map((act) => writeSupplierAct(act, known.names)) };
  });

  app.post('/suppliers/:supplier/acts/check', { schema: checkSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const person = { by, at: service.now() };
    const told = await checkTelling(service.database, trustId, wishOf(request), person);
    return writeSupplier(told.supplier, told.after);
  });

  app.post('/suppliers/:supplier/acts', { schema: tellSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const told = await tellOfSupplier(database, trustId, wishOf(request), person);
      const { supplier, before, after } = told;
      const body = writeSupplier(supplier, after);
      return { status: 201, body, before: writeSupplier(supplier, before) };
    }),
  );

  app.get('/supplier-doubles', { schema: doublesSchema }, async (request) => {
    const found = await findDoubles(service.database, callerOf(request).trustId);
    const nameOf = (id: string) => found.names.get(id) ?? '';
    const documents = found.documents.map(({ supplierIds, ...document }) => {
      return { ...document, suppliers: supplierIds.map(nameOf).sort() };
    });
    return { suggestions: found.suggestions.map(writeSuggestion), documents };
  });
};
