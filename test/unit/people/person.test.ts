import t, { type Test } from 'tap';
import { emailIn, readEmail, readPersonName, readRole } from '../../../src/people/person.ts';
import { Problem } from '../../../src/problem.ts';

const refused = (message: RegExp) => (error: unknown) =>
  error instanceof Problem && message.test(error.message);

function refuses(t: Test, act: () => unknown, message: RegExp) {
  try {
    act();
    t.fail('was taken');
  } catch (error) {
    t.ok(refused(message)(error), String(error));
  }
}

t.test('an address is one mailbox, however it is typed', async (t) => {
  t.equal(readEmail('  Head@Ash.School.Example '), 'head@ash.school.example');
  t.equal(readEmail("o'neill+ledger@ash.example"), "o'neill+ledger@ash.example");
  const wrong = [
    '',
    'head',
    'head@ash',
    'a b@c.example',
    'a@b@c.example',
    'a@c.example\nBcc: x@y.z',
  ];
  for (const text of wrong) {
    refuses(t, () => readEmail(text), /is not an e-mail address/);
    t.equal(emailIn(text), undefined);
  }
});

t.test('a name can be printed', async (t) => {
  t.equal(readPersonName('  C.   Manager '), 'C. Manager');
  for (const text of ['', ' ', 'x'.repeat(101), 'a\u0007b']) {
    refuses(t, () => readPersonName(text), /A name has 1 to 100 characters/);
  }
});

t.test('a role goes with schools, or without', async (t) => {
  t.equal(readRole('business_manager', ['100001']), 'business_manager');
  t.equal(readRole('business_manager', []), 'business_manager');
  t.equal(readRole('trustee', []), 'trustee');
  refuses(t, () => readRole('trustee', ['100001']), /"Trustee" is for the whole trust/);
  refuses(t, () => readRole('school_approver', []), /is for named schools/);
  refuses(t, () => readRole('owner', []), /'owner' is no role\. Name one of administrator/);
});
