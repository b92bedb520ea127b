import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type ShownTable, tableView } from '../charts/table.ts';
import { Problem } from '../problem.ts';
import { type EntryField, missingIn, typedIn } from '../trusts/entry-field.ts';
import { callerOf } from './access.ts';
import { answerForm } from './form-answer.ts';
import type { Write } from './idempotency.ts';
import { mayOpen } from './navigation.ts';
import { typedForm } from './page-forms.ts';
import { strict, TrustId } from './schemas.ts';
import { type Place, placeOf, type Service } from './service.ts';
import { showTrustPage } from './trust-page.ts';

const name = Type.Optional(Type.String({ maxLength: 300 }));
const params = strict({ trust: TrustId, urn: name, contract: name });
type Typed = Readonly<Record<string, string | undefined>>;
interface Exchange {
  readonly request: FastifyRequest<{ Params: Static<typeof params>; Body: Typed }>;
  readonly reply: FastifyReply;
}

/** What a form about the register shows, for the thing that its address names. */
export interface Shown {
  readonly title: string;
  readonly intro: string;
  readonly button: string;
  readonly fields: readonly EntryField[];
  /** What is known already, as it would be typed. */
  readonly known?: Typed;
  readonly table?: ShownTable | undefined;
  readonly above: readonly { readonly text: string; readonly path: string }[];
  /** Where it goes on from here. */
  readonly links?: readonly {
    readonly text: string;
    readonly path: string;
    readonly page: string;
  }[];
}

/** A form about the register: its address, what it shows, and what it writes. */
export interface Entry {
  readonly path: string;
  readonly operationId: string;
  readonly show: (place: Place, named: Named) => Promise<Shown>;
  readonly write: (write: Write, named: Named, typed: Record<string, string>) => Promise<void>;
  readonly leadsTo: (named: Named, typed: Record<string, string>) => string;
}

/** What the address of a form names. */
export interface Named {
  readonly urn: string;
  readonly contract: string;
}

const namedBy = ({ params: { urn = '', contract = '' } }: Exchange['request']): Named => {
  return { urn, contract };
};

/** Adds the page of a form about the register, and what it writes under the rules of the trust's folder. */
export function addEntry(app: FastifyInstance, service: Service, entry: Entry): void {
  const { path, operationId } = entry;
  type Route = { Params: Static<typeof params>; Body: Typed };
  const schema = { hide: true, params };
  app.get<Route>(
    path,
    { schema: { ...schema, operationId: `ask:${operationId}` } },
    (request, reply) => showEntry(service, { request, reply }, entry),
  );
  app.post<Route>(
    path,
    { schema: { ...schema, operationId, body: typedForm } },
    (request, reply) => {
      const exchange = { request, reply };
      const named = namedBy(request);
      return answerForm(service, exchange, {
        field: '',
        again: (problem) => showEntry(service, exchange, entry, { problem, typed: request.body }),
        work: async (write) => {
          const { fields } = await entry.show(write, named);
          const typed = typedIn(fields, request.body);
          const missing = missingIn(fields, typed);
          if (missing.length > 0) throw new Problem(missing);
          await entry.write(write, named, typed);
          return { status: 303, body: typed };
        },
        leadsTo: (done) => `/trusts/${callerOf(request).trustId}${entry.leadsTo(named, done)}`,
      });
    },
  );
}

async function showEntry(
  service: Service,
  exchange: Exchange,
  entry: Entry,
  { problem, typed }: { readonly problem?: Problem; readonly typed?: Typed } = {},
): Promise<FastifyReply> {
  const { request } = exchange;
  const caller = callerOf(request);
  const shown = await entry.show(placeOf(request, service), namedBy(request));
  const { title, intro, button, fields, known = {}, table, above, links = [] } = shown;
  const base = `/trusts/${caller.trustId}`;
  return showTrustPage(service, exchange, 'web/views/entry.njk', {
    title,
    // What is wrong with no field of the form is told at its first.
    problem: problem && atFields(problem, fields),
    above: above.map(({ text, path }) => ({ text, href: `${base}${path}` })),
    source: null,
    path: request.url.split('?', 1)[0] ?? '',
    ...{ intro, button },
    fields: fields.map((field) => {
      const said = typed ?? known;
      return { hint: null, options: [], ...field, value: said[field.id] ?? '' };
    }),
    table: table && table.rows.length > 0 ? tableView(table, 'pence') : null,
    links: links
      .filter(({ page }) => mayOpen(caller, page))
      .map(({ text, path }) => {
        return { text, href: `${base}${path}` };
      }),
    mayWrite: mayOpen(caller, entry.path, 'POST'),
  });
}

function atFields(problem: Problem, fields: readonly EntryField[]): Problem {
  const ids = new Set(fields.map(({ id }) => id));
  const [first] = fields;
  return new Problem(
    problem.details.map((detail) =>
      detail.column !== undefined && ids.has(detail.column)
        ? detail
        : { ...detail, column: first?.id ?? '' },
    ),
  );
}
