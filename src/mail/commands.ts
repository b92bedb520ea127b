import { createTransport } from 'nodemailer';
import { type Message, refuseHeaders } from './message.ts';

/** By which server mail is sent, and from which address. */
export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
}

/** Where mail is handed in. */
export interface PostOffice {
  /** Whether there is a server to send mail by; without one it is only written down. */
  readonly isSending: boolean;
  /** Sends a mail; done when the server has taken it. */
  send(message: Message): Promise<void>;
  /** Leaves the server. */
  close(): void;
}

const patienceMilliseconds = 20_000;

/** Sends mail by a server, or without one has it written down by whoever runs the service. */
export function openPostOffice(
  settings: MailSettings | undefined,
  writeDown: (message: Message) => void,
): PostOffice {
  if (!settings) {
    return {
      isSending: false,
      send: async (message) => {
        refuseHeaders(message);
        writeDown(message);
      },
      close: () => {},
    };
  }
  const transport = createTransport({
    url: settings.smtpUrl,
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
    socketTimeout: patienceMilliseconds,
    // No mail of ours has a file or a page attached, and none ever shall by what somebody typed.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    isSending: true,
    send: async (message) => {
      refuseHeaders(message);
      const { to, subject, text } = message;
      await transport.sendMail({
        from: settings.from,
        to: { name: '', address: to },
        subject,
        text,
      });
    },
    close: () => transport.close(),
  };
}
