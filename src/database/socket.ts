import { connect, type Socket } from 'node:net';

/** The part of the driver's options that says where the server is. */
interface Place {
  readonly host: readonly string[];
  readonly port: readonly number[];
}

/**
 * Opens a connection that sends each message at once. The driver leaves Nagle's algorithm on, so
 * the short message that ends a COPY waited 40 ms for an acknowledgement of the one before it.
 */
export function openSocket({ host: [host = ''], port: [port = 5432] }: Place): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    // With TLS the driver checks the server's certificate against this name.
    Object.assign(socket, { host, port });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });
}
