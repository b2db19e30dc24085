import { writeFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { PROJECT_ROOT } from '../../support/project-root.ts';
import { PICTURE_NAMES, type PictureName } from './picture-names.ts';
import { smallPng } from './small-png.ts';

/** Takes the pictures of docs/images. */
export type Camera = {
  wholePage(page: Page, name: PictureName): Promise<void>;
  /** The page from its top to this element, without what stands below. */
  downTo(page: Page, last: Locator, name: PictureName): Promise<void>;
  part(page: Page, of: Locator, name: PictureName): Promise<void>;
  /** Those that were not taken. */
  missing(): readonly PictureName[];
};

export const IMAGES = `${PROJECT_ROOT}docs/images/`;
const MARGIN_PX = 24;
const TWO_FRAMES = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

export function camera(): Camera {
  const made = new Set<PictureName>();
  const keep = (name: PictureName, png: Buffer): void => {
    const small = smallPng(png);
    writeFileSync(`${IMAGES}${name}.png`, small);
    made.add(name);
    process.stdout.write(`docs/images/${name}.png ${Math.ceil(small.length / 1000)} KB\n`);
  };
  return {
    wholePage: async (page, name) => {
      await painted(page);
      keep(name, await page.screenshot({ fullPage: page.frames().length === 1 }));
    },
    downTo: async (page, last, name) => {
      await painted(page);
      // Where something stands is told from the top of what is in sight.
      await page.evaluate('scrollTo(0, 0)');
      const width = page.viewportSize()?.width ?? 0;
      const box = await last.boundingBox();
      const height = Math.ceil((box?.y ?? 0) + (box?.height ?? 0) + MARGIN_PX);
      keep(name, await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height } }));
    },
    part: async (page, of, name) => {
      await painted(page);
      keep(name, await of.screenshot());
    },
    missing: () => PICTURE_NAMES.filter((name) => !made.has(name)),
  };
}

/** Frames of other sites are not painted while another tab is in front, and take a moment when it is not any more. */
async function painted(page: Page): Promise<void> {
  await page.bringToFront();
  for (const frame of page.frames()) await frame.evaluate(TWO_FRAMES);
}
