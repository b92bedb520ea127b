import t from 'tap';
import { withoutSecrets, writingRequests } from '../../../src/web/request-log.ts';

t.test('the log holds no address by which somebody could get in', async (t) => {
  const cases: [url: string, logged: string][] = [
    ['/v1/trusts/1/savings?by=school', '/v1/trusts/1/savings?by=school'],
    ['/password/forgotten', '/password/forgotten'],
    ['/password/RA-rygHmXNF', '/password/…'],
    ['/password/forgottenRA-ryg', '/password/…'],
    ['/sign-in?returnTo=/seals', '/sign-in?returnTo=/seals'],
    ['/sign-in/google/callback?code=1&state=2', '/sign-in/google/callback?…'],
  ];
  for (const [url, logged] of cases) t.equal(withoutSecrets(url), logged, url);
});

t.test('a service without a log stays without one', async (t) => {
  t.equal(writingRequests(false), false);
  t.match(writingRequests({ level: 'warn' }), { level: 'warn', serializers: { req: Function } });
});
