import type * as z from 'zod';
import { controlBodies } from './control-schemas.ts';
import type { ControlAnswer, ControlRoute, ControlWorld } from './control-world.ts';
import type { Call } from './desk-records.ts';
import { addressInLaunchUrl, addressTyped } from './launch-target.ts';
import { USUAL_PERMISSIONS } from './permissions.ts';

/** The control routes by method and name. */
export const CONTROL_ROUTES: Readonly<Record<string, ControlRoute>> = {
  'POST ring': route(controlBodies.ring, (world, { url, device }) => call(world, addressInLaunchUrl(url), device)),
  'POST dial': route(controlBodies.dial, (world, { address, device }) => call(world, addressTyped(address), device)),
  'POST accept': route(controlBodies.accept, (world, { device, permissions }) => {
    const session = world.desk.accept(device ?? world.defaults.recipient, permissions ?? USUAL_PERMISSIONS);
    return session === null ? refused('nobody-is-calling') : done({ session });
  }),
  'POST dismiss': route(controlBodies.onDevice, (world, { device }) =>
    settled(world.desk.dismiss(device ?? world.defaults.recipient)),
  ),
  'POST cancel': route(controlBodies.onDevice, (world, { device }) =>
    settled(world.desk.cancel(device ?? world.defaults.agent)),
  ),
  'POST end': route(controlBodies.end, (world, { by, device }) => {
    const running = world.desk.sessions.runningOf(device ?? world.defaults[by]);
    const session = running === null ? null : world.desk.endSession(running.sid, by);
    return session === null ? refused('no-running-session') : done({ session });
  }),
  'POST devices': route(controlBodies.device, (world, device) => {
    world.desk.putDevice(device);
    return done({ device });
  }),
  'POST sessions': route(controlBodies.session, (world, session) =>
    done({ session: world.desk.addSession({ ...session, endedBy: null, permissions: USUAL_PERMISSIONS }) }),
  ),
  'POST faults': route(controlBodies.faults, (world, faults) => {
    world.faults.change(faults);
    return done({ faults: world.faults.current });
  }),
  'POST clock': route(controlBodies.clock, (world, { advanceMs }) => {
    world.clock.advance(advanceMs);
    return done({ now: world.clock.now() });
  }),
  'POST reset': route(controlBodies.nothing, (world) => {
    world.desk.forgetSessions();
    world.faults.reset();
    world.seen.length = 0;
    return done({});
  }),
  'GET state': route(controlBodies.nothing, ({ desk, defaults, faults, clock }) =>
    done({
      now: clock.now(),
      defaults,
      devices: desk.devices.all(),
      calls: desk.calls.all(),
      sessions: desk.sessions.all(),
      faults: faults.current,
    }),
  ),
  'GET requests': route(controlBodies.nothing, ({ seen }) => done({ requests: seen })),
};

function route<Body extends z.ZodType>(
  schema: Body,
  run: (world: ControlWorld, body: z.output<Body>) => ControlAnswer,
): ControlRoute {
  return (world, body) => {
    const read = schema.safeParse(body);
    return read.success ? run(world, read.data) : read.error;
  };
}

function call(world: ControlWorld, address: string | null, device: number | undefined): ControlAnswer {
  if (address === null) return refused('not-an-address');
  return done({ call: world.desk.call(device ?? world.defaults.agent, address) });
}

function settled(call: Call | null): ControlAnswer {
  return call === null ? refused('nobody-is-calling') : done({ call });
}

function done(body: unknown): ControlAnswer {
  return { status: 200, body };
}

function refused(code: string): ControlAnswer {
  return { status: 409, body: { code } };
}
