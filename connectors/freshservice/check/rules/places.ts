import { type App, MANIFEST } from '../app.ts';
import { textOf } from '../app-files.ts';
import { tagsOf } from '../html/tags.ts';
import { entriesAt, jsonAt } from '../json-at.ts';
import type { Rule } from '../rule.ts';

type Place = { readonly where: string; readonly name: string; readonly url: unknown; readonly icon: unknown };

function placesOf({ manifest }: App): readonly Place[] {
  return entriesAt(manifest, 'modules').flatMap(([module, value]) =>
    entriesAt(value, 'location').map(([name, place]) => ({
      where: `modules › ${module} › location › ${name}`,
      name,
      url: jsonAt(place, 'url'),
      icon: jsonAt(place, 'icon'),
    })),
  );
}

export const placeFiles: Rule = {
  name: 'place-files',
  promise: 'the page and the icon of every place exist below app/',
  find: (app) =>
    placesOf(app).flatMap(({ where, url, icon }) =>
      [url, icon]
        .filter((path) => typeof path === 'string' && !app.files.has(`app/${path}`))
        .map((path) => ({ file: MANIFEST, message: `${where}: there is no file app/${String(path)}.` })),
    ),
};

export const iconsWhereSeen: Rule = {
  name: 'icons-where-seen',
  promise: 'places that are seen have an icon, background places have none',
  find: (app) =>
    placesOf(app).flatMap(({ where, name, icon }) => {
      const isHidden = name.endsWith('_background');
      if (isHidden === (icon === undefined)) return [];
      const message = isHidden
        ? 'a background place takes no icon. Take it out.'
        : 'an icon is needed, an SVG of 64 × 64.';
      return [{ file: MANIFEST, message: `${where}: ${message}` }];
    }),
};

export const iconSize: Rule = {
  name: 'icon-size',
  promise: 'every icon is an SVG that says width="64" height="64"',
  find: (app) =>
    [...new Set(placesOf(app).map(({ icon }) => icon))].flatMap((icon) => {
      const file = `app/${String(icon)}`;
      const svg = textOf(app.files, file);
      if (svg === null) return [];
      const tag = tagsOf(svg).find(({ name }) => name === 'svg');
      if (tag?.attributes.get('width') === '64' && tag.attributes.get('height') === '64') return [];
      const message = 'An icon is an SVG with width="64" and height="64"; a viewBox alone is refused.';
      return [{ file, message }];
    }),
};
