import { callOrg } from './org';

const known = new Map();

/** The wire adapter for what the person may do with an object. Asked once a page. */
export class getObjectInfo {
  constructor(dataCallback) {
    this.tell = dataCallback;
    this.tell({ data: undefined, error: undefined });
  }

  connect() {
    this.isConnected = true;
    this.ask();
  }

  update({ objectApiName }) {
    this.name = typeof objectApiName === 'string' ? objectApiName : objectApiName?.objectApiName;
    if (this.isConnected) this.ask();
  }

  disconnect() {
    this.isConnected = false;
  }

  ask() {
    const { name } = this;
    if (name === undefined) return;
    if (!known.has(name)) known.set(name, callOrg('GET', `/ui-api/object-info/${name}`));
    known.get(name).then(
      (data) => this.answer(name, { data, error: undefined }),
      (error) => {
        known.delete(name);
        this.answer(name, { data: undefined, error });
      },
    );
  }

  answer(name, told) {
    if (this.isConnected && name === this.name) this.tell(told);
  }
}
