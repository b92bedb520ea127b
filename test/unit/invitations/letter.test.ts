import t from 'tap';
import { writeInvitation } from '../../../src/invitations/letter.ts';
import { refuseHeaders } from '../../../src/mail/message.ts';

const invitation = {
  name: 'H. Teacher',
  email: 'head@ash.example',
  trustName: 'Ash Federation',
  role: 'school_approver',
  by: 'A. Administrator',
  link: 'https://ledger.example/password/SECRET',
  signInUrl: 'https://ledger.example/sign-in',
  providers: [],
} as const;

t.test('an invitation says where, as what, by whom, and how to get in', async (t) => {
  const { to, subject, text } = writeInvitation(invitation);
  t.equal(to, 'head@ash.example');
  t.equal(subject, 'You are let into the savings ledger of Ash Federation');
  t.match(text, 'A. Administrator let you into the savings ledger of Ash Federation as head or');
  t.match(text, 'Set your password here:\n\nhttps://ledger.example/password/SECRET\n');
});

t.test('with other ways in, a password is only one of them', async (t) => {
  const { text } = writeInvitation({ ...invitation, providers: ['Microsoft', 'Google'] });
  t.match(text, 'Sign in with Microsoft or with Google, by the account of this address');
  t.match(text, 'Or set a password of your own here:');
});

t.test('the name of a trust adds no header', async (t) => {
  const letter = writeInvitation({ ...invitation, trustName: 'Ash\r\nBcc: thief@evil.example' });
  t.doesNotThrow(() => refuseHeaders(letter));
  t.equal(letter.subject.split('\n').length, 1);
});
