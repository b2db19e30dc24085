import type { Device } from './desk-records.ts';

export type AliasAnswer = 'done' | 'unknown-device' | 'taken';

/** The machines of the demo, found by ID or alias. */
export class DeviceList {
  readonly #devices = new Map<number, Device>();

  /** Adds the device, or replaces the one with the same ID. */
  put(device: Device): void {
    this.#devices.set(device.cid, device);
  }

  all(): readonly Device[] {
    return [...this.#devices.values()];
  }

  byId(cid: number): Device | null {
    return this.#devices.get(cid) ?? null;
  }

  /** `address` is an ID or a lower-case alias. */
  byAddress(address: string): Device | null {
    if (/^\d+$/.test(address)) return this.byId(Number(address));
    return this.all().find((device) => device.alias?.toLowerCase() === address) ?? null;
  }

  setComment(cid: number, comment: string | null): boolean {
    const device = this.byId(cid);
    if (device !== null) this.put({ ...device, comment });
    return device !== null;
  }

  setAlias(cid: number, alias: string | null): AliasAnswer {
    const device = this.byId(cid);
    if (device === null) return 'unknown-device';
    const holder = alias === null ? null : this.byAddress(alias.toLowerCase());
    if (holder !== null && holder.cid !== cid) return 'taken';
    this.put({ ...device, alias });
    return 'done';
  }
}
