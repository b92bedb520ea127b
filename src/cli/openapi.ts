import { connect } from '../database/connect.ts';
import type { Command } from './terminal.ts';

export const openapi: Command = {
  name: 'openapi',
  usage: 'openapi',
  summary: 'print the OpenAPI document of the API',
  options: {},
  async run(terminal) {
    terminal.print(await openapiText());
  },
};

/** The OpenAPI document as it is committed, made from the routes without any database. */
export async function openapiText(): Promise<string> {
  // A pool sends nothing before its first question, and none is asked here.
  const database = connect({ url: 'postgres://127.0.0.1/none' });
  const { buildApp } = await import('../app.ts');
  const app = buildApp({ database, config: { uploadBytesMax: 0 } });
  try {
    await app.ready();
    return JSON.stringify(app.swagger(), null, 2);
  } finally {
    await app.close();
    await database.close();
  }
}
