import type { Access } from './access.ts';
import { changeEventName } from './change-events.ts';
import type { StreamEvent } from './event-bus.ts';
import type { Org } from './org.ts';
import type { ObjectDef } from './schema.ts';

/** Whether the caller may follow a channel. Change events pass sharing by, so they need sight of all records. */
export function mayFollow(org: Org, access: Access, channel: string): boolean {
  const event = /^\/event\/(\w+__e)$/.exec(channel)?.[1];
  if (event !== undefined) {
    const object = org.schema.object(event);
    return object?.isEvent === true && access.object(object).read;
  }
  if (channel === '/data/ChangeEvents') return changing(org).every((object) => access.object(object).viewAll);
  const object = changing(org).find((one) => `/data/${changeEventName(one.name)}` === channel);
  return object !== undefined && access.object(object).viewAll;
}

function changing(org: Org): ObjectDef[] {
  return org.schema.objects().filter((object) => org.changeEvents.has(changeEventName(object.name)));
}

/** The replay id after which a subscription starts; null when the one asked for is gone or was never given out. */
export function startingPoint(org: Org, asked: number): number | null {
  if (asked === -1) return org.bus.newest();
  if (asked === -2) return 0;
  return asked > org.bus.purged() && asked <= org.bus.newest() ? asked : null;
}

/** An event as this caller gets it: fields that he may not read are not in it. */
export function seenBy(org: Org, access: Access, channel: string, event: StreamEvent): Record<string, unknown> | null {
  const { ChangeEventHeader: header, ...payload } = event.payload;
  const replay = { replayId: event.replayId, EventUuid: event.uuid };
  if (header === undefined) {
    const EventApiName = channel.slice('/event/'.length);
    return { schema: event.uuid.slice(0, 22), payload, event: { ...replay, EventApiName } };
  }
  const entity = (header as { entityName: string }).entityName;
  const object = org.schema.object(entity);
  if (object === undefined || !access.object(object).viewAll) return null;
  const open = Object.entries(payload).filter(([name]) => {
    const field = object.fields.get(name);
    return field !== undefined && access.canRead(object, field);
  });
  const told = { ChangeEventHeader: header, ...Object.fromEntries(open) };
  return { schema: event.uuid.slice(0, 22), payload: told, event: replay };
}
