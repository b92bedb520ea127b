import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

/** A browser that keeps its cookies, and sends forms from pages of the service. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(url: string): Promise<LightMyRequestResponse>;
  send(
    url: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
}

const ownForm = { 'sec-fetch-site': 'same-origin' };

/** A fresh browser, from one place of the network. */
export function openBrowser(app: FastifyInstance, remoteAddress = '192.0.2.1'): Browser {
  const cookies = new Map<string, string>();
  const keep = (answer: LightMyRequestResponse) => {
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    cookies,
    get: async (url) =>
      keep(await app.inject({ url, remoteAddress, headers: { cookie: cookie() } })),
    send: async (url, fields, headers = ownForm) =>
      keep(
        await app.inject({
          method: 'POST',
          url,
          remoteAddress,
          headers: {
            cookie: cookie(),
            'content-type': 'application/x-www-form-urlencoded',
            ...headers,
          },
          payload: new URLSearchParams(fields).toString(),
        }),
      ),
  };
}

/** The texts of a page's error summary, and where each leads. */
export function errorSummary(page: string): { text: string; href: string | undefined }[] {
  const [, list = ''] = /govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(page) ?? [];
  return [...list.matchAll(/<li>(?:<a href="([^"]*)">)?([^<]*)/g)].map(([, href, text = '']) => {
    return { text: text.trim(), href };
  });
}

/** The title of a page. */
export const titleOf = (page: string) => /<title>([^<]*)<\/title>/.exec(page)?.[1];
