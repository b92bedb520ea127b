import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { roles } from '../access/role.ts';
import { openProviders } from '../openid/commands.ts';
import { flowMilliseconds } from '../openid/flow.ts';
import { whoseLink } from '../passwords/commands.ts';
import { leastCharacters } from '../passwords/password.ts';
import { grantsOfPerson } from '../people/store.ts';
import { Problem } from '../problem.ts';
import { showPage } from '../web/page-view.ts';
import { strict } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import {
  giveFlow,
  giveSecret,
  presentedFlow,
  presentedSecret,
  takeFlowBack,
  takeSecretBack,
} from '../web/session-cookie.ts';
import { signedInOf } from '../web/signed-in.ts';
import {
  type Entrance,
  peopleOfDemonstration,
  signInAsDemonstration,
  signInByAccount,
  signInByLink,
  signInByPassword,
  signOut,
} from './commands.ts';
import { firstPage, readReturnTo } from './return-to.ts';

const ReturnTo = Type.Optional(Type.String());
const typed = Type.String({ maxLength: 1000 });
const hidden = { schema: { hide: true } } as const;
const bySignIn = {
  schema: { hide: true, body: strict({ email: typed, password: typed, returnTo: ReturnTo }) },
};
const byDemonstration = {
  schema: { hide: true, body: strict({ person: typed, returnTo: ReturnTo }) },
};
const byLink = { schema: { hide: true, body: strict({ password: typed }) } };
interface Asked {
  readonly returnTo?: unknown;
}

/** What the page of the sign-in keeps of a try that was refused. */
interface Refused {
  readonly problem: Problem;
  readonly email?: string;
  readonly returnTo: string;
}

function entranceBy(request: FastifyRequest, at: string): Entrance {
  const { ip: from, id: requestId } = request;
  return { at, presented: presentedSecret(request), from, requestId };
}

/** The sign-in, whichever the way, the sign-out, and the first page. */
export const signInPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database, now, demonstration } = service;
  const entranceOf = (request: FastifyRequest) => entranceBy(request, now());

  app.get('/', hidden, async (request, reply) => {
    const signedIn = await signedInOf(request, reply, service);
    if (!signedIn) return reply.redirect('/sign-in');
    const { person } = signedIn;
    const grants = await grantsOfPerson(database, person.id);
    const entered = new Set(grants.map(({ trustId }) => trustId));
    if (entered.size === 1) return reply.redirect(`/trusts/${[...entered][0]}`, 303);
    const trusts = grants.map(({ trustId, trustName, role, schoolIds }) => {
      return {
        id: trustId,
        name: trustName,
        role: roles[role].title,
        schools: schoolIds?.length ?? 0,
      };
    });
    return showPage(reply, 'sign-in/views/first.njk', { title: 'Your trusts', person, trusts });
  });

  app.get('/sign-in', hidden, async (request, reply) => {
    const returnTo = askedFor(request);
    if (await signedInOf(request, reply, service)) return reply.redirect(returnTo);
    return showSignIn(service, reply, { returnTo });
  });

  app.post('/sign-in', bySignIn, async (request, reply) => {
    const { email, password, returnTo: asked } = request.body;
    const returnTo = readReturnTo(asked);
    const attempt = { email, password, ...entranceOf(request) };
    return letIn(reply, returnTo, () => signInByPassword(database, attempt)).catch(
      again(service, reply, { email, returnTo }),
    );
  });

  if (demonstration) {
    app.post('/sign-in/demonstration', byDemonstration, async (request, reply) => {
      const { person: personId, returnTo: asked } = request.body;
      const returnTo = readReturnTo(asked);
      const wish = { personId, ...entranceOf(request) };
      return letIn(reply, returnTo, () =>
        signInAsDemonstration(database, demonstration, wish),
      ).catch(again(service, reply, { returnTo }));
    });
  }

  app.post('/sign-out', hidden, async (request, reply) => {
    await signOut(database, entranceOf(request));
    takeSecretBack(reply);
    return reply.redirect('/sign-in', 303);
  });

  app.register(providerPages, service);
  app.register(linkPages, service);
};

/** The way to a provider and back. */
const providerPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database, now, publicUrl } = service;
  const providers = openProviders(service.providers);
  const addressOf = (name: string) => `${publicUrl()}/sign-in/${name}/callback`;

  app.get<{ Params: { provider: string } }>(
    '/sign-in/:provider',
    hidden,
    async (request, reply) => {
      const { provider } = request.params;
      const returnTo = askedFor(request);
      try {
        const flow = { returnTo, redirectUri: addressOf(provider), at: now() };
        const { url, secret } = await providers.begin(database, provider, flow);
        giveFlow(reply, secret, flowMilliseconds / 1000);
        return reply.redirect(url);
      } catch (error) {
        return again(service, reply, { returnTo })(error);
      }
    },
  );

  const path = '/sign-in/:provider/callback';
  app.get<{ Params: { provider: string } }>(path, hidden, async (request, reply) => {
    const { provider } = request.params;
    const secret = presentedFlow(request) ?? '';
    takeFlowBack(reply);
    const query = request.url.split('?')[1] ?? '';
    const url = new URL(`${addressOf(provider)}?${query}`);
    const entrance = entranceBy(request, now());
    try {
      const { account, returnTo } = await providers.finish(database, provider, {
        secret,
        url,
        at: entrance.at,
      });
      return await letIn(reply, returnTo, () =>
        signInByAccount(database, { account, ...entrance }),
      );
    } catch (error) {
      if (error instanceof Problem) request.log.warn({ err: error }, 'a sign-in was refused');
      return again(service, reply, { returnTo: firstPage })(error);
    }
  });
};

/** Where the link of an invitation, or of a forgotten password, leads to. */
const linkPages: FastifyPluginAsyncTypebox<Service> = async (app, { database, now }) => {
  type Link = { Params: { secret: string } };
  const template = 'sign-in/views/set-password.njk';
  const ended = async (reply: FastifyReply, problem: unknown) => {
    if (!(problem instanceof Problem) || problem.code !== 'link.ended') throw problem;
    const title = 'The link has ended';
    return showPage(reply, 'sign-in/views/link-ended.njk', { title, problem });
  };
  const form = (reply: FastifyReply, person: { email: string }, problem?: Problem) => {
    const title = 'Set your password';
    return showPage(reply, template, { title, email: person.email, leastCharacters, problem });
  };

  app.get<Link>('/password/:secret', hidden, async (request, reply) => {
    try {
      return await form(reply, await whoseLink(database, request.params.secret, now()));
    } catch (problem) {
      return ended(reply, problem);
    }
  });

  app.post<Link & { Body: { password: string } }>(
    '/password/:secret',
    byLink,
    async (request, reply) => {
      const { secret } = request.params;
      const entrance = entranceBy(request, now());
      const wish = { secret, password: request.body.password, ...entrance };
      try {
        return await letIn(reply, firstPage, () => signInByLink(database, wish));
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.code !== 'password.unfit')
          return ended(reply, problem);
        return form(reply, await whoseLink(database, secret, entrance.at), problem);
      }
    },
  );
};

function askedFor(request: FastifyRequest): string {
  const { returnTo } = request.query as Asked;
  return readReturnTo(typeof returnTo === 'string' ? returnTo : undefined);
}

async function letIn(reply: FastifyReply, returnTo: string, signIn: () => Promise<string>) {
  giveSecret(reply, await signIn());
  return reply.redirect(returnTo, 303);
}

/** Shows the page of the sign-in again with what was refused; throws on what is a failure. */
function again(service: Service, reply: FastifyReply, kept: Omit<Refused, 'problem'>) {
  return async (problem: unknown) => {
    if (!(problem instanceof Problem)) throw problem;
    return showSignIn(service, reply, { ...kept, problem });
  };
}

async function showSignIn(
  { database, providers, demonstration }: Service,
  reply: FastifyReply,
  { returnTo, email = '', problem }: Partial<Refused> & { returnTo: string },
) {
  const people = demonstration && (await peopleOfDemonstration(database, demonstration));
  return showPage(reply, 'sign-in/views/sign-in.njk', {
    title: 'Sign in',
    problem,
    email,
    returnTo,
    providers: providers.map(({ name, title }) => ({ name, title })),
    people:
      people?.map(({ person, role, schools }) => ({
        ...person,
        role: roles[role].title,
        schools,
      })) ?? [],
  });
}
