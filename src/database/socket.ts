import { connect, type Socket } from 'node:net';

/** The part of the driver's options that says where the server is. */
interface Place {
  readonly host: readonly string[];
  readonly port: readonly number[];
}

/**
 * Opens a connection that sends each message at once. The driver leaves Nagle's algorithm on, so
 * the short message that ends a COPY waited 40 ms for an acknowledgement of the one before it. It is given
 * before it is there, as the driver's own is: of one that fails before, the driver would never hear that it closed.
 */
export function openSocket({ host: [host = ''], port: [port = 5432] }: Place): Socket {
  // With TLS the driver checks the server's certificate against this name.
  return Object.assign(connect({ host, port, noDelay: true }), { host, port });
}
