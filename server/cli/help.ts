import { usage } from '../main.ts';

export async function help(): Promise<void> {
  console.log(usage());
}
