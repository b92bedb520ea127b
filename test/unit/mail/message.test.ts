import t from 'tap';
import { refuseHeaders, writeMessage } from '../../../src/mail/message.ts';

const message = { to: 'head@ash.example', subject: 'Your password', text: 'One.\nTwo.' };

t.test('a mail has one receiver and a subject of one line', async (t) => {
  t.doesNotThrow(() => refuseHeaders(message));
  const cases = [
    { to: 'head@ash.example\r\nBcc: thief@evil.example' },
    { to: 'head@ash.example,thief@evil.example' },
    { to: 'Head <head@ash.example>' },
    { subject: 'Yours\nBcc: thief@evil.example' },
    { subject: 'Yours\rBcc: thief@evil.example' },
    { subject: 'Yours\u2028Bcc: thief@evil.example' },
  ];
  for (const part of cases) {
    t.throws(
      () => refuseHeaders({ ...message, ...part }),
      RangeError,
      encodeURI(JSON.stringify(part)),
    );
  }
});

t.test('without a server a mail is written as it would be read', async (t) => {
  t.equal(writeMessage(message), 'To: head@ash.example\nSubject: Your password\n\nOne.\nTwo.');
});
