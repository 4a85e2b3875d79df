import { withTrail } from '../gateway/outcome';
import type { Protocol } from '../gateway/protocol';
import { denialOnEverything } from './authorized';
import { passOn, shownParameters } from './pass-on';
import type { ServiceFactory } from './service';

/** A service that moto answers, once the caller's policies allow the action on `*`. */
function motoService(name: string, protocol: Protocol): ServiceFactory {
  return (world) => ({
    name,
    eventSource: `${name}.amazonaws.com`,
    protocol,
    answer: async (call) => {
      const denied = await denialOnEverything(world, protocol.kind, call);
      const outcome = denied ?? (await passOn(call, world, { protocol }));
      return withTrail(outcome, { requestParameters: shownParameters(call.input) });
    },
  });
}

export const logsService = motoService('logs', {
  kind: 'json',
  version: '1.1',
  target: 'Logs_20140328',
});
