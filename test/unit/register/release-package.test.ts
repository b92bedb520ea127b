import t from 'tap';
import { packageHead, publicationPolicy } from '../../../src/register/release-package.ts';
import { trust } from './given-entry.ts';

const publication = { trust, prefix: null, at: '2026-02-11T09:00:00.000Z' };

t.test('the policy says which amount is given, and what is not', async (t) => {
  const policy = publicationPolicy(publication);
  t.match(policy, /Every amount is in pounds sterling net of VAT/);
  t.match(policy, /of a tender the contract with every option to extend/);
  t.match(policy, /What was paid is not given\. Savings are not given/);
  t.match(policy, /no registered prefix yet/);
  const registered = publicationPolicy({ ...publication, prefix: 'ocds-a1b2c3' });
  t.match(registered, /Each ocid begins with ocds-a1b2c3/);
});

t.test('a package says who publishes it, and carries its policy', async (t) => {
  const { publicationPolicy: link, ...head } = packageHead(publication, 'urn:uuid:1');
  t.strictSame(head, {
    uri: 'urn:uuid:1',
    version: '1.1',
    publishedDate: '2026-02-11T09:00:00.000Z',
    publisher: { name: 'Ash Trust', scheme: 'GB-COH', uid: '01234567' },
  });
  const [, text = ''] = /^data:text\/plain;charset=utf-8,(.*)$/.exec(link) ?? [];
  t.equal(decodeURIComponent(text), publicationPolicy(publication));
  const plain = { ...trust, companyNumber: null, ukprn: null };
  t.strictSame(packageHead({ ...publication, trust: plain }, 'urn:uuid:1').publisher, {
    name: 'Ash Trust',
  });
});
