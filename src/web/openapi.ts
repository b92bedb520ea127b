import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';

const tags = [
  { name: 'trusts', description: 'The group of schools that buys together.' },
  { name: 'access', description: 'People and keys: who is let in, and for what.' },
  { name: 'schools', description: 'Its schools, with their other names and sizes.' },
  { name: 'contracts', description: 'Suppliers and joint contracts with their prices.' },
  { name: 'renewals', description: 'When contracts end, and what is decided of them by when.' },
  { name: 'baselines', description: 'What each school paid before, with evidence and approval.' },
  { name: 'queue', description: 'Rows that wait, and the ways out for each.' },
  { name: 'imports', description: "Suppliers' files: send, check, confirm, undo." },
  { name: 'runs', description: 'Checks and postings that go on in the background.' },
  { name: 'ledger', description: 'Journals and entries: what was posted, and by whom.' },
  { name: 'periods', description: 'Service months: closed, reopened, and what is not in them.' },
  { name: 'reports', description: 'What each school really saved.' },
  { name: 'seals', description: 'Board reports whose bytes are kept, and their checks.' },
  { name: 'agreements', description: 'What each school says of its figure.' },
  { name: 'claims', description: 'Who says that a saving is his doing.' },
  { name: 'charges', description: 'What the trust takes, and what is saved net of it.' },
  { name: 'forecasts', description: 'Expected savings, and what became of them by stage.' },
  { name: 'service', description: 'Addresses that need no key.' },
];

/** What the document says of the API as a whole; the routes say the rest. */
export const openapi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Savings ledger',
      version: '1.0.0',
      summary: 'What each school really saved by buying together.',
      description: [
        'Amounts, quantities and percentages travel as text; a saving is positive and a loss negative.',
        'A field that is not documented is refused, and so is a number where text is wanted.',
        'Every write takes an Idempotency-Key, every read of figures an If-None-Match.',
        'Refusals are problem documents (RFC 9457), with one entry for each thing that is wrong.',
      ].join(' '),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This service.' }],
    tags,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A key of one trust, which opens what its scopes name. A key of some schools loads files for them, and reads their figures; to it all else answers 403.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-session',
          description:
            'The session of a person who signed in. What changes something is taken from pages of this service only.',
        },
      },
    },
    security: [{ key: [] }, { session: [] }],
  },
  refResolver: {
    buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema-${index}`),
  },
};
