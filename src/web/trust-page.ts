import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { trustKindWords } from '../schools/school.ts';
import { kindOfTrust } from '../trusts/store.ts';
import { type Caller, callerOf, guard, knownCaller } from './access.ts';
import { keepRecord } from './audit.ts';
import { type Defences, defendTrusts } from './defences.ts';
import { doorkeeperOf } from './doorkeeper.ts';
import { NotThere } from './errors.ts';
import { navigationFor } from './navigation.ts';
import { isSignInMissing, type Page, showPage, showRefusal } from './page-view.ts';
import type { Service } from './service.ts';

/** Where the figures of a page come from, said at its foot. */
export interface Source {
  /** What was known: the newest journal, when it was sealed and by whom, the rules in force then. */
  readonly journal: number;
  readonly recordedAt: string | null;
  readonly ruleVersion: string;
  /** What else a reader may want to know, such as which months. */
  readonly notes: readonly string[];
  /** The address of the API that answers with the same figures. */
  readonly api: string;
}

/** A page of a trust: what every page has, and its place among the others. */
export interface TrustPage extends Page {
  /** The pages above it, from the first: the way back. */
  readonly above: readonly { readonly text: string; readonly href: string }[];
  readonly source: Source | null;
}

/**
 * Closes all pages below to whoever may not see them, by the same doors as the API. Somebody who is not
 * signed in is asked to sign in and comes back; other refusals are pages.
 */
export function guardPages(app: FastifyInstance, service: Service, defences: Defences): void {
  defendTrusts(app, defences);
  guard(app, doorkeeperOf(service));
  keepRecord(app, service);
  app.setErrorHandler(async (error: Error, request, reply) => {
    if (isSignInMissing(error)) {
      return reply.redirect(`/sign-in?returnTo=${encodeURIComponent(request.url)}`, 303);
    }
    const caller = knownCaller(request);
    return showRefusal(
      error,
      request,
      reply,
      caller ? await frameOf(service, caller, request) : {},
    );
  });
  app.setNotFoundHandler(() => {
    throw noSuchPage();
  });
}

const noSuchPage = () =>
  new NotThere({
    code: 'request.unreadable',
    message: 'Nothing stands at this address.',
    remedy: 'It may be mistyped, or older than the page that it led to: find it by the menu above.',
  });

/** Answers with a page of the trust. */
export async function showTrustPage(
  service: Service,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  template: string,
  page: TrustPage,
): Promise<FastifyReply> {
  const frame = await frameOf(service, callerOf(request), request);
  return showPage(reply, template, { ...frame, ...page });
}

/** What stands around a page: the trust, its sections, and who is signed in. */
async function frameOf({ database }: Service, caller: Caller, { url }: FastifyRequest) {
  const { trustId: id, trustName: name, by } = caller;
  const kind = await kindOfTrust(database, id);
  return {
    trust: { id, name, kind: kind ? trustKindWords[kind] : '' },
    person: { name: by },
    navigation: navigationFor(caller, url),
  };
}
