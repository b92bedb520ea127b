import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, type TSchema, Type } from 'typebox';
import { dateForms } from '../calendar/date-form.ts';
import { inTrust } from '../database/tenant.ts';
import { callerOf } from '../web/access.ts';
import { NotThere, problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { entriesAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { Id, named, nullable, oneOf, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { fileBody, takeFiles, withUpload } from '../web/upload.ts';
import { proposeFor, putProfile } from './commands.ts';
import { profilesOf, type StoredProfile } from './store.ts';
import {
  creditKinds,
  documentKinds,
  lineFields,
  type SupplierProfile,
} from './supplier-profile.ts';

const Texts = (description: string) => Type.Array(Type.String(), { description, maxItems: 1000 });
const words = <Meaning extends string>(meanings: readonly Meaning[], description: string) =>
  Type.Optional(
    Type.Unsafe<Record<string, Meaning>>({
      type: 'object',
      description,
      additionalProperties: { type: 'string', enum: [...meanings] },
    }),
  );
const anyWords = (description: string) =>
  Type.Optional(Type.Record(Type.String(), Type.String(), { description }));

const Header = Type.String({ minLength: 1, maxLength: 300, description: 'A header of the file.' });

const profileWords = {
  document_kind: words(documentKinds, "The supplier's words for kinds of document."),
  credit_kind: words(creditKinds, "The supplier's words for kinds of credit."),
  whole_trust: Texts('Texts in the school column that mean a joint line.'),
  supplier: Type.Optional(Texts('How files call this supplier, where they hold rows of others.')),
  item: anyWords("The supplier's words for items."),
  contract: anyWords('The contract of each item, for a supplier with several.'),
} satisfies Record<keyof SupplierProfile['words'], TSchema>;

const profileFields = {
  supplier: Text('The name of the supplier.'),
  contract: Type.Optional(Text('The contract that the lines are read against.')),
  school: Type.Optional(Text('The school of every row, where no column names one.')),
  files: Texts("Names of the supplier's files; * and ? stand for any signs."),
  encoding: oneOf(['utf-8', 'utf-8-sig', 'windows-1252', 'utf-16'] as const),
  delimiter: oneOf([',', ';', '\t', '|'] as const),
  skip_rows: Type.Integer({ minimum: 0, description: 'Rows above the header.' }),
  total_rows: nullable(
    strict({ column: Header, starts_with: Texts('What the cell of a total begins with.') }),
  ),
  sheet: Type.Optional(
    Text('The sheet of a workbook that is read; the first where none is named.'),
  ),
  dates: Type.Optional(
    oneOf(dateForms, 'How days are written; left out, each column of a file tells it.'),
  ),
  decimal: Type.Optional(
    oneOf(['.', ','] as const, 'What stands before pence; left out, each file tells it.'),
  ),
  thousands: Type.Optional(oneOf(['', ',', '.', ' ', "'"] as const)),
  amounts: oneOf(
    ['net', 'gross', 'unit_price'] as const,
    'What the file gives of a line: its net, its gross, or only quantity and net unit price.',
  ),
  credit_sign: oneOf(['positive', 'negative'] as const, 'How credit notes are printed.'),
  personal: Texts('Headers of columns with personal data: dropped before anything is kept.'),
  columns: strict(Object.fromEntries(lineFields.map((field) => [field, Type.Optional(Header)])), {
    description: 'The header of each field that the file has.',
  }),
  words: strict(profileWords),
} satisfies Record<keyof SupplierProfile, TSchema>;

/** How one supplier's files are read: the same keys as in the profile's file. */
const ProfileDocument = strict(profileFields, {
  $id: 'SupplierProfile',
  description: "How one supplier's files are read.",
});

const StoredProfileDocument = strict(
  {
    name: Text('The name of the profile.'),
    version_id: Id('The id of this version, which an import remembers.'),
    version: Type.Integer({ minimum: 1, description: 'Raised by every change.' }),
    document: named(ProfileDocument),
  },
  { $id: 'StoredProfile', description: 'A supplier profile as it stands.' },
);

const ProposalDocument = strict(
  {
    template: nullable(
      Type.String({ description: 'The program that makes such files, if known.' }),
    ),
    profile: Type.Unsafe<SupplierProfile>({
      type: 'object',
      additionalProperties: true,
      description: 'A supplier profile; it can lack what only a person knows, as the notes say.',
    }),
    notes: Type.Array(Type.String(), { description: 'What to fill in, decide or know.' }),
  },
  { $id: 'ProfileProposal', description: 'A profile that the header of a file suggests.' },
);

function writeProfile(profile: StoredProfile): Static<typeof StoredProfileDocument> {
  const { id, name, version, document } = profile;
  return { name, version_id: id, version, document: document as Static<typeof ProfileDocument> };
}

const profileParams = strict({ trust: TrustId, profile: Text('The name of the profile.', 100) });

const proposalSchema = {
  operationId: 'proposeProfile',
  summary: 'Propose a profile from a file',
  description:
    'Reads the header of a file, sent as its bytes, and proposes how files like it are read. Nothing is kept.',
  tags: ['imports'],
  params: strict({ trust: TrustId }),
  querystring: strict({
    file: Text("The file's name.", 255),
    supplier: Text('The name of the supplier, as the register has it.'),
    contract: Type.Optional(Text('The contract that its lines are for.')),
  }),
  body: fileBody,
  response: { 200: named(ProposalDocument), ...problems(413, 415, 422) },
};

const listSchema = {
  operationId: 'listProfiles',
  summary: 'The supplier profiles of the trust',
  description: 'The current version of every profile, by name; the first that fits reads a file.',
  tags: ['imports'],
  params: strict({ trust: TrustId }),
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(StoredProfileDocument)), ...problems() },
};

const readSchema = {
  operationId: 'readProfile',
  summary: 'One supplier profile',
  description: 'The current version of a profile.',
  tags: ['imports'],
  params: profileParams,
  response: { 200: named(StoredProfileDocument), ...problems() },
};

const putSchema = {
  operationId: 'putProfile',
  summary: 'Add or change a supplier profile',
  description: 'A profile that says something new becomes the next version of its name.',
  tags: ['imports'],
  headers: idempotencyHeader,
  params: profileParams,
  body: named(ProfileDocument),
  response: {
    200: named(StoredProfileDocument),
    201: named(StoredProfileDocument),
    ...problems(409, 422),
  },
};

export const profileRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database } = service;
  app.addSchema(ProfileDocument);
  app.addSchema(StoredProfileDocument);
  app.addSchema(ProposalDocument);
  takeFiles(app);

  app.post('/profile-proposals', { schema: proposalSchema }, (request) =>
    withUpload(request, service.uploadBytesMax, async ({ open }) => {
      const { file: name, supplier, contract } = request.query;
      const file = { name, open };
      const asked = { supplier, contract };
      const proposal = await proposeFor(database, callerOf(request).trustId, file, asked);
      return { ...proposal, notes: [...proposal.notes] };
    }),
  );

  app.get('/profiles', { schema: listSchema }, async (request) => {
    const page = readPage(request.query);
    const profiles = await inTrust(database, callerOf(request).trustId, profilesOf);
    const key = ({ name }: StoredProfile) => name;
    const inOrder = [...profiles].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    return writePage(entriesAfter(inOrder, page, key), page, { key, write: writeProfile });
  });

  app.get('/profiles/:profile', { schema: readSchema }, async (request) => {
    const { profile: name } = request.params;
    const profiles = await inTrust(database, callerOf(request).trustId, profilesOf);
    const profile = profiles.find((candidate) => candidate.name === name);
    if (profile) return writeProfile(profile);
    const message = `There is no profile "${name}".`;
    throw new NotThere({ code: 'profile.missing', found: name, message });
  });

  app.put('/profiles/:profile', { schema: putSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId }) => {
      const { profile: name } = request.params;
      const document = request.body as SupplierProfile;
      const { profile, isNew } = await putProfile(database, trustId, { name, document });
      return { status: isNew ? 201 : 200, body: writeProfile(profile) };
    }),
  );
};
