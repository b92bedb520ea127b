// What befalls a service and its database while others work with them.
import type { OwnServer } from './own-server.ts';
import type { Service } from './product.ts';

/** One thing that goes wrong, and is put right again. */
export interface Trouble {
  readonly name: string;
  befall(): Promise<void>;
}

/** The service that is killed and stopped; the other one stays, so that its memory can be watched. */
export function troublesOf(server: OwnServer, mortal: Service): Trouble[] {
  const endAndStart = (signal: NodeJS.Signals) => async () => {
    await mortal.end(signal);
    await mortal.start();
  };
  const restart = (ending: 'fast' | 'immediate') => async () => {
    await server.stop(ending);
    await server.start();
  };
  return [
    { name: 'service killed', befall: endAndStart('SIGKILL') },
    { name: 'database crashed', befall: restart('immediate') },
    { name: 'service stopped', befall: endAndStart('SIGTERM') },
    { name: 'database stopped', befall: restart('fast') },
  ];
}
